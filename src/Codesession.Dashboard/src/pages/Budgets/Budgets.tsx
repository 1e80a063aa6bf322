import { Page } from '../../components/Page';

/** Not built yet. */
export default function Budgets() {
  return <Page title="Alerts & budgets">{null}</Page>;
}
