import { Page } from '../../components/Page';

/** Not built yet. */
export default function Sessions() {
  return <Page title="Sessions">{null}</Page>;
}
