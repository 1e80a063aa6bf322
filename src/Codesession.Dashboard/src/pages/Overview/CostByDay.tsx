import { useMemo } from 'preact/hooks';
import type { Schemas } from '../../api/types';
import type { Range } from '../../app/range';
import { DayChart } from '../../charts/DayChart';
import { daysOf, seriesOf } from '../../charts/daySeries';
import { Card } from '../../components/Card';
import { Empty } from '../../components/Empty';
import { Skeleton } from '../../components/Skeleton';
import type { Day } from '../../format/days';
import { money, shortMoney } from '../../format/money';

/** The cost of each day of the range, by model. */
export function CostByDay({ range, today, days, outdated }: { range: Range; today: Day; days: Schemas['Days']['days'] | undefined; outdated: boolean }) {
  const all = useMemo(() => daysOf(days ?? [], range, today), [days, range.after, range.before, today]);
  const series = useMemo(() => seriesOf(all, days ?? [], 'no model named'), [all, days]);
  return (
    <Card title="Cost per day" note={`${range.label}, by model`} dim={outdated}>
      {days === undefined ? <Skeleton height={300} /> : days.length === 0 ? <Empty title="No calls in this time">Choose a longer range to see earlier days.</Empty> : (
        <DayChart label={`Cost per day by model, ${range.label}`} days={all} series={series} format={money} axis={shortMoney} />
      )}
    </Card>
  );
}
