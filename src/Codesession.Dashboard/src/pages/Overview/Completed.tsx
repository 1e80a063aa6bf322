import type { Schemas } from '../../api/types';
import { Card } from '../../components/Card';
import { Money } from '../../components/Money';
import { Duration } from '../../components/Time';
import { count } from '../../format/tokens';
import './Completed.css';

/** The sums over completed sessions, as cs stats has them. */
export function Completed({ stats }: { stats: Schemas['Stats'] }) {
  return (
    <Card title="Completed sessions" actions={<a class="link" href="/sessions?status=completed">{count(stats.totalSessions)}</a>}>
      <dl class="completed">
        <div><dt>Cost</dt><dd><Money dollars={stats.totalAICost} unpriced={stats.unpricedCalls} /></dd></div>
        <div><dt>Time</dt><dd><Duration seconds={stats.totalTime} /></dd></div>
        <div><dt>Average</dt><dd><Duration seconds={stats.avgSessionTime} /></dd></div>
        <div><dt>Commits</dt><dd>{count(stats.totalCommits)}</dd></div>
        <div><dt>Files changed</dt><dd>{count(stats.totalFiles)}</dd></div>
      </dl>
    </Card>
  );
}
