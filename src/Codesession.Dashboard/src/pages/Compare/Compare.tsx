import { Page } from '../../components/Page';

/** Not built yet. */
export default function Compare() {
  return <Page title="Compare sessions">{null}</Page>;
}
