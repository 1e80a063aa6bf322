import { Page } from '../../components/Page';

/** Not built yet. */
export default function StartFresh() {
  return <Page title="Start Fresh">{null}</Page>;
}
