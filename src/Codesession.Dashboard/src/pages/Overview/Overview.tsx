import { useAnswer } from '../../api/answers';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { RangePicker } from '../../components/RangePicker';
import { asked } from './questions';

/** What the agents cost, at a glance and live. */
export function Overview() {
  const { error } = useAnswer('/overview', asked.overview());
  return (
    <Page title="Overview" actions={<RangePicker />}>
      {error && <ErrorNote error={error} />}
    </Page>
  );
}
