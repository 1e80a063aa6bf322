import { Page } from '../../components/Page';

/** Not built yet. */
export default function Models() {
  return <Page title="Models">{null}</Page>;
}
