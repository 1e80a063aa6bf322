import type { Schemas } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Card } from '../../components/Card';
import { Empty } from '../../components/Empty';
import { Money } from '../../components/Money';
import { Duration } from '../../components/Time';
import { counted } from '../../format/tokens';
import './ActiveSessions.css';

const Shown = 8;

/** What goes on now; durations tick. */
export function ActiveSessions({ sessions, count }: { sessions: readonly Schemas['ListedSession'][]; count: number }) {
  return (
    <Card
      span="two"
      flush={count > 0}
      title="Active sessions"
      actions={count > 0 && <Badge tone="good" dot>{count}</Badge>}
    >
      {count === 0 ? <Empty title="No session is active" commands={[{ text: 'cs run claude', about: 'runs an agent in a session' }]} /> : (
        <ul class="active">
          {sessions.slice(0, Shown).map(session => <ActiveSession key={session.id} session={session} />)}
          {count > Shown && <li class="active-more"><a class="link" href="/sessions?status=active">All {count} active sessions</a></li>}
        </ul>
      )}
    </Card>
  );
}

function ActiveSession({ session }: { session: Schemas['ListedSession'] }) {
  return (
    <li class="active-row">
      <div class="active-what">
        <a class="active-name cut" href={`/sessions/${session.id}`} title={session.name.slice(0, 300)}>{session.name.slice(0, 200)}</a>
        <span class="active-where muted cut" title={session.workingDirectory.slice(0, 300)}>
          {session.agents.length > 0 && `${session.agents.join(', ').slice(0, 120)} · `}
          <bdi>{session.workingDirectory.slice(-200)}</bdi>
        </span>
      </div>
      <span class="active-calls quiet">{counted(session.calls, 'call')}</span>
      <span class="active-time quiet"><Duration seconds={session.duration} since={session.startTime} /></span>
      <span class="active-cost"><Money dollars={session.aiCost} unpriced={session.unpricedCalls} calls={session.calls} /></span>
    </li>
  );
}
