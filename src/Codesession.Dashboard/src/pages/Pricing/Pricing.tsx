import { Page } from '../../components/Page';

/** Not built yet. */
export default function Pricing() {
  return <Page title="Pricing">{null}</Page>;
}
