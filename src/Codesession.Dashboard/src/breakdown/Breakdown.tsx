import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useAnswer } from '../api/answers';
import { today } from '../api/clock';
import type { Schemas } from '../api/types';
import { useRange, withRange } from '../app/range';
import { useSorted, type SortColumn } from '../app/sort';
import { DayChart, type Series } from '../charts/DayChart';
import { daysOf, seriesOf } from '../charts/daySeries';
import { Card } from '../components/Card';
import { ErrorNote } from '../components/ErrorNote';
import { Figure } from '../components/Figure';
import { Money } from '../components/Money';
import { Page } from '../components/Page';
import { RangePicker } from '../components/RangePicker';
import { Skeleton } from '../components/Skeleton';
import { Table } from '../components/Table';
import { Tokens } from '../components/Tokens';
import { longDay, shortDay } from '../format/days';
import { money, shortMoney } from '../format/money';
import { brief } from '../format/text';
import { zone } from '../format/times';
import { count } from '../format/tokens';
import { NoCalls } from './NoCalls';
import { ShareCell } from './ShareCell';
import { Totals } from './Totals';

type Group = Schemas['Group'];

interface Props {
  /** The page's title, which is what its rows are: Projects. */
  title: string;
  /** One of them: Project. */
  one: string;
  by: 'project' | 'agent';
  /** What stands where none is named. */
  unnamed: string;
  /** A name as it is shown, and what is shown below it. */
  nameOf?: (key: string) => string;
  noteOf?: (key: string) => string;
}

/** What each project or agent came to: by days, and as a table that leads to its sessions. */
export function Breakdown({ title, one, by, unnamed, nameOf = key => key, noteOf }: Props) {
  const range = useRange();
  const { query } = useLocation();
  const asked = { after: range.after, before: range.before, zone, by } as const;
  const usage = useAnswer('/usage', asked);
  const days = useAnswer('/days', asked);
  const all = useMemo(() => daysOf(days.data?.days ?? [], range, today.value), [days.data, range.after, range.before, today.value]);
  const series = useMemo(
    () => renamed(seriesOf(all, days.data?.days ?? [], unnamed), nameOf),
    [all, days.data],
  );
  const lastDays = useMemo(() => new Map((days.data?.days ?? []).flatMap(({ day, parts }) => parts.map(part => [part.key, day] as const))), [days.data]);
  const colors = new Map(series.map(line => [line.key, line.color]));
  const totals = usage.data?.totals;

  const columns: SortColumn<Group>[] = [
    {
      key: 'name', title: one, grow: true, sortable: true, by: row => nameOf(row.key ?? ''),
      cell: row => (
        <span class="name-cell">
          <span class="name-line">
            <span class="swatch" style={{ background: colors.get(row.key ?? '') ?? 'var(--series-other)' }} />
            {row.key === null || row.key === '' ? <span class="quiet">{unnamed}</span> : (
              <a class="link cut" href={withRange(`/sessions?${by}=${encodeURIComponent(row.key)}`, query)} title={brief(row.key)}>{brief(nameOf(row.key), 200)}</a>
            )}
          </span>
          {noteOf !== undefined && row.key !== null && <span class="muted cut" title={brief(row.key)}>{brief(noteOf(row.key), 300)}</span>}
        </span>
      ),
    },
    { key: 'cost', title: 'Cost', numeric: true, sortable: true, by: row => row.cost, cell: row => <Money dollars={row.cost} unpriced={row.unpriced} calls={row.calls} /> },
    { key: 'share', title: 'Share', numeric: true, wide: true, cell: row => <ShareCell part={row.unpriced === row.calls ? undefined : row.cost} of={totals?.cost ?? 0} color={colors.get(row.key ?? '')} /> },
    { key: 'sessions', title: 'Sessions', numeric: true, sortable: true, by: row => row.sessions, cell: row => count(row.sessions) },
    { key: 'calls', title: 'Calls', numeric: true, wide: true, sortable: true, by: row => row.calls, cell: row => count(row.calls) },
    { key: 'tokens', title: 'Tokens', numeric: true, wide: true, sortable: true, by: row => row.tokens, cell: row => <Tokens value={row.tokens} /> },
    {
      key: 'last', title: 'Last call', hint: 'The last day with a call in this time', numeric: true, sortable: true, by: row => lastDays.get(row.key) ?? null,
      cell: row => {
        const day = lastDays.get(row.key);
        return day === undefined ? <span class="muted">—</span> : <time dateTime={day} title={longDay(day)}>{shortDay(day)}</time>;
      },
    },
  ];
  const { rows, sort, onSort } = useSorted(usage.data?.rows ?? [], columns, { key: 'cost', descending: true });
  const error = usage.error ?? days.error;

  return (
    <Page title={title} note={range.label} actions={<RangePicker />}>
      {error !== undefined && <ErrorNote error={error} />}
      {usage.data === undefined ? error === undefined && <Skeleton height={420} /> : usage.data.rows.length === 0 ? <NoCalls allTime={range.name === 'all'} /> : (
        <>
          <Totals totals={usage.data.totals}><Figure label={title}>{count(usage.data.rows.filter(row => row.key !== null).length)}</Figure></Totals>
          <Card title="Cost per day" note={`By ${by}`} dim={days.outdated}>
            {days.data === undefined ? <Skeleton height={300} /> : <DayChart label={`Cost per day by ${by}, ${range.label}`} days={all} series={series} format={money} axis={shortMoney} />}
          </Card>
          <Card title={`All ${title.toLowerCase()}`} flush dim={usage.outdated}>
            <Table caption={title} columns={columns} rows={rows} rowKey={row => row.key ?? ''} sort={sort} onSort={onSort} />
          </Card>
        </>
      )}
    </Page>
  );
}

// Two of one name are told apart by all of it.
function renamed(series: Series[], nameOf: (key: string) => string): Series[] {
  const names = series.map(line => (line.name === line.key ? nameOf(line.key) : line.name));
  return series.map((line, i) => ({ ...line, name: names.indexOf(names[i]!) === names.lastIndexOf(names[i]!) ? brief(names[i]!, 80) : brief(line.name) }));
}
