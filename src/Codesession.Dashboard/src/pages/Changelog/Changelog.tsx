import { Page } from '../../components/Page';

/** Not built yet. */
export default function Changelog() {
  return <Page title="Changelog">{null}</Page>;
}
