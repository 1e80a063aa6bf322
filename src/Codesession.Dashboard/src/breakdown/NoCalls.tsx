import { useAnswer } from '../api/answers';
import { useQuery } from '../app/query';
import { Button } from '../components/Button';
import { Card } from '../components/Card';
import { Empty } from '../components/Empty';
import { zone } from '../format/times';

/** Where a page about calls has none to tell of. */
export function NoCalls({ allTime }: { allTime: boolean }) {
  const query = useQuery();
  const never = useAnswer('/overview', { zone }).data?.firstCall === null;
  return (
    <Card>
      {allTime || never ? (
        <Empty
          title="No calls yet"
          commands={[
            { text: 'cs import', about: 'takes in what agents have logged so far' },
            { text: 'cs hook install', about: 'records Claude Code from now on' },
            { text: 'cs run claude', about: 'records any agent for one run' },
          ]}
        />
      ) : (
        <Empty title="No calls in this time">
          <Button onClick={() => query.set({ range: 'all', from: undefined, to: undefined }, true)}>Show all time</Button>
        </Empty>
      )}
    </Card>
  );
}
