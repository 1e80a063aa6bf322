import { Page } from '../../components/Page';

/** Not built yet. */
export default function Session() {
  return <Page title="Session">{null}</Page>;
}
