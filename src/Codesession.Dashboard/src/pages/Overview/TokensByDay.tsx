import { useMemo } from 'preact/hooks';
import type { Schemas } from '../../api/types';
import type { Range } from '../../app/range';
import { DayChart } from '../../charts/DayChart';
import { daysOf } from '../../charts/daySeries';
import { tokenSeries } from '../../charts/tokenSeries';
import { Card } from '../../components/Card';
import { Empty } from '../../components/Empty';
import { Skeleton } from '../../components/Skeleton';
import type { Day } from '../../format/days';
import { share, tokens } from '../../format/tokens';
import './TokensByDay.css';

interface Props {
  range: Range;
  today: Day;
  days: Schemas['Days']['days'] | undefined;
  totals: Schemas['Sums'] | undefined;
  outdated: boolean;
}

/** The tokens of each day of the range by their class, and how much of the input came from a cache. */
export function TokensByDay({ range, today, days, totals, outdated }: Props) {
  const all = useMemo(() => daysOf(days ?? [], range, today), [days, range.after, range.before, today]);
  const series = useMemo(() => tokenSeries(all, days ?? []), [all, days]);
  const input = totals === undefined ? 0 : totals.inputTokens + totals.cacheWriteTokens + totals.cacheReadTokens;
  return (
    <Card
      span="two"
      title="Tokens per day"
      note={totals === undefined ? undefined : `${tokens(totals.tokens)} in all`}
      actions={totals !== undefined && (
        <p class="cache-share" title="Cache reads as a part of all input"><strong>{share(totals.cacheReadTokens, input)}</strong> of input from cache</p>
      )}
      dim={outdated}
    >
      {days === undefined ? <Skeleton height={260} /> : days.length === 0 ? <Empty title="No calls in this time" /> : (
        <DayChart label={`Tokens per day by class, ${range.label}`} days={all} series={series} format={tokens} axis={tokens} height={220} />
      )}
    </Card>
  );
}
