import { useLocation } from 'preact-iso/router';
import type { Schemas } from '../../api/types';
import { withRange, type Range } from '../../app/range';
import { Card } from '../../components/Card';
import { Empty } from '../../components/Empty';
import { Money } from '../../components/Money';
import { ShareRow } from '../../components/Share';
import { Skeleton } from '../../components/Skeleton';
import { shortPath } from '../../format/paths';
import { counted } from '../../format/tokens';

const Shown = 7;

/** The projects that cost most in the range. */
export function TopProjects({ usage, range, outdated }: { usage: Schemas['Usage'] | undefined; range: Range; outdated: boolean }) {
  const { query } = useLocation();
  const rows = usage?.rows.toSorted((a, b) => b.cost - a.cost || b.calls - a.calls) ?? [];
  return (
    <Card title="Top projects" note={range.label} actions={<a class="link" href={withRange('/projects', query)}>All projects</a>} dim={outdated}>
      {usage === undefined ? <Skeleton lines={5} /> : rows.length === 0 ? <Empty title="No calls in this time" /> : (
        <ol>
          {rows.slice(0, Shown).map(row => (
            <ShareRow
              key={row.key}
              name={row.key === null ? 'no folder known' : shortPath(row.key)}
              title={row.key ?? undefined}
              href={row.key === null ? undefined : withRange(`/sessions?project=${encodeURIComponent(row.key)}`, query)}
              note={counted(row.sessions, 'session')}
              value={<Money dollars={row.cost} unpriced={row.unpriced} calls={row.calls} />}
              part={usage.totals.cost > 0 ? row.cost / usage.totals.cost : 0}
            />
          ))}
        </ol>
      )}
    </Card>
  );
}
