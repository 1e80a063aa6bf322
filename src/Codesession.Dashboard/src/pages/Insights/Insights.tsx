import { Page } from '../../components/Page';

/** Not built yet. */
export default function Insights() {
  return <Page title="Insights">{null}</Page>;
}
