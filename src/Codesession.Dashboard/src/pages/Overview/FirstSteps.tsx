import { Card } from '../../components/Card';
import { Empty } from '../../components/Empty';

/** What to run first, where nothing was recorded yet. */
export function FirstSteps() {
  return (
    <Card>
      <Empty
        title="Nothing is recorded yet"
        commands={[
          { text: 'cs import', about: 'takes in what your agents have logged so far' },
          { text: 'cs hook install', about: 'has Claude Code record each session by itself' },
          { text: 'cs run claude', about: 'runs an agent in a session of its own' },
        ]}
      >
        What your agents do and cost appears here as it happens. Run one of these in a terminal:
      </Empty>
    </Card>
  );
}
