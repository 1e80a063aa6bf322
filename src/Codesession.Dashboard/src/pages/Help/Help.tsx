import { Page } from '../../components/Page';

/** Not built yet. */
export default function Help() {
  return <Page title="Help">{null}</Page>;
}
