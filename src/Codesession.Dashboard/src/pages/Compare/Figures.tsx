import type { ComponentChildren } from 'preact';
import { now } from '../../api/clock';
import type { Schemas } from '../../api/types';
import { Card } from '../../components/Card';
import { Money } from '../../components/Money';
import { Time } from '../../components/Time';
import { Tokens } from '../../components/Tokens';
import { duration } from '../../format/durations';
import { money } from '../../format/money';
import { shortPath } from '../../format/paths';
import { brief } from '../../format/text';
import { count, tokens } from '../../format/tokens';
import type { Side } from './Compare';

type Session = Schemas['ListedSession'];

interface Row {
  title: string;
  show: (session: Session) => ComponentChildren;
  /** What is compared; without it, nothing is. */
  size?: (session: Session) => number | undefined;
  say?: (difference: number) => string;
}

const Rows: readonly Row[] = [
  { title: 'Started', show: session => <Time at={session.startTime} /> },
  { title: 'Project', show: session => <span class="cut" title={brief(session.gitRoot ?? session.workingDirectory)}>{brief(shortPath(session.gitRoot ?? session.workingDirectory), 200)}</span> },
  { title: 'Agents', show: session => <span class="cut" title={brief(session.agents.join(', '))}>{brief(session.agents.join(', '), 200) || '—'}</span> },
  { title: 'Cost', show: session => <Money dollars={session.aiCost} unpriced={session.unpricedCalls} calls={session.calls} />, size: costOf, say: money },
  { title: 'Duration', show: session => duration(secondsOf(session)), size: secondsOf, say: duration },
  { title: 'Cost per hour', show: session => money(perHour(session)), size: perHour, say: money },
  { title: 'Calls', show: session => count(session.calls), size: session => session.calls, say: count },
  { title: 'Tokens', show: session => <Tokens value={session.aiTokens} />, size: session => session.aiTokens, say: tokens },
  { title: 'Files', show: session => count(session.filesChanged), size: session => session.filesChanged, say: count },
  { title: 'Commits', show: session => count(session.commits), size: session => session.commits, say: count },
];

/** The figures of both with what is different. */
export function Figures({ a, b }: { a: Side; b: Side }) {
  return (
    <Card title="Figures" note="The difference is that of the second to the first" flush>
      <div class="table-frame" tabIndex={0} role="region" aria-label="Figures of both">
        <table class="table compare">
          <thead>
            <tr>
              <th scope="col"><span class="only-read">Figure</span></th>
              <Name side={a} />
              <Name side={b} />
              <th scope="col" class="num">Difference</th>
            </tr>
          </thead>
          <tbody>
            {Rows.map(row => (
              <tr key={row.title}>
                <th scope="row">{row.title}</th>
                <td>{row.show(a.session)}</td>
                <td>{row.show(b.session)}</td>
                <td class="num">{row.size !== undefined && <Difference a={row.size(a.session)} b={row.size(b.session)} say={row.say!} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Name({ side: { session } }: { side: Side }) {
  return (
    <th scope="col">
      <a class="link cut compare-name" href={`/sessions/${session.id}`} title={brief(session.name)}>{brief(session.name, 200) || `Session ${session.id}`}</a>
    </th>
  );
}

/** How much more or less the second has; +12 (+30%). */
export function Difference({ a, b, say }: { a: number | undefined; b: number | undefined; say: (difference: number) => string }) {
  if (a === undefined || b === undefined) return <span class="muted">—</span>;
  const difference = b - a;
  if (difference === 0) return <span class="muted">same</span>;
  const sign = difference > 0 ? '+' : '−';
  const share = a === 0 ? '' : ` ${sign}${Math.round((Math.abs(difference) / Math.abs(a)) * 100)}%`;
  return <span>{sign}{say(Math.abs(difference))}<span class="muted">{share}</span></span>;
}

function secondsOf(session: Session): number {
  return session.duration ?? Math.max(0, Math.floor((now.value - Date.parse(session.startTime)) / 1000));
}

// With calls that have no known price the cost is not known, only that it is more.
function costOf(session: Session): number | undefined {
  return session.unpricedCalls === undefined ? session.aiCost : undefined;
}

function perHour(session: Session): number | undefined {
  const [seconds, cost] = [secondsOf(session), costOf(session)];
  return seconds < 60 || cost === undefined ? undefined : (cost / seconds) * 3600;
}
