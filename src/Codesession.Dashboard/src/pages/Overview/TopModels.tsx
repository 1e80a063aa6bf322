import { useLocation } from 'preact-iso/router';
import type { Schemas } from '../../api/types';
import { withRange, type Range } from '../../app/range';
import { colorsOf } from '../../charts/seriesColors';
import { Card } from '../../components/Card';
import { Empty } from '../../components/Empty';
import { Money } from '../../components/Money';
import { ShareRow } from '../../components/Share';
import { Skeleton } from '../../components/Skeleton';
import { share } from '../../format/tokens';

const Shown = 7;

/** The models that cost most in the range. */
export function TopModels({ usage, range, outdated }: { usage: Schemas['Usage'] | undefined; range: Range; outdated: boolean }) {
  const { query } = useLocation();
  const rows = usage?.rows.toSorted((a, b) => b.cost - a.cost || b.calls - a.calls) ?? [];
  const colors = colorsOf(rows.map(row => row.key ?? ''));
  return (
    <Card title="Top models" note={range.label} actions={<a class="link" href={withRange('/models', query)}>All models</a>} dim={outdated}>
      {usage === undefined ? <Skeleton lines={5} /> : rows.length === 0 ? <Empty title="No calls in this time" /> : (
        <ol>
          {rows.slice(0, Shown).map(row => (
            <ShareRow
              key={`${row.provider}/${row.key}`}
              name={row.key ?? 'no model named'}
              note={row.provider}
              value={<span title={`${share(row.cost, usage.totals.cost)} of the cost`}><Money dollars={row.cost} unpriced={row.unpriced} calls={row.calls} /></span>}
              part={usage.totals.cost > 0 ? row.cost / usage.totals.cost : 0}
              color={colors.get(row.key ?? '')}
            />
          ))}
        </ol>
      )}
    </Card>
  );
}
