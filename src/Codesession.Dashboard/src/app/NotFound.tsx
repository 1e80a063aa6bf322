import { Empty } from '../components/Empty';
import { Page } from '../components/Page';

/** An address that no page has. */
export function NotFound() {
  return (
    <Page title="Not found">
      <Empty title="There is no such page"><a class="link" href="/">Go to the overview</a></Empty>
    </Page>
  );
}
