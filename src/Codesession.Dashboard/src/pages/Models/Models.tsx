import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useAnswer } from '../../api/answers';
import { today } from '../../api/clock';
import type { Schemas } from '../../api/types';
import { useQuery } from '../../app/query';
import { useRange, withRange } from '../../app/range';
import { useSorted, type SortColumn } from '../../app/sort';
import { NoCalls } from '../../breakdown/NoCalls';
import { ShareCell } from '../../breakdown/ShareCell';
import { Totals } from '../../breakdown/Totals';
import { DayChart } from '../../charts/DayChart';
import { daysOf, seriesOf } from '../../charts/daySeries';
import { Card } from '../../components/Card';
import { ErrorNote } from '../../components/ErrorNote';
import { Figure } from '../../components/Figure';
import { Money } from '../../components/Money';
import { Note } from '../../components/Note';
import { Page } from '../../components/Page';
import { RangePicker } from '../../components/RangePicker';
import { Segmented } from '../../components/Segmented';
import { Skeleton } from '../../components/Skeleton';
import { Table } from '../../components/Table';
import { Tokens } from '../../components/Tokens';
import { money, shortMoney } from '../../format/money';
import { brief } from '../../format/text';
import { zone } from '../../format/times';
import { count, counted, share, tokens } from '../../format/tokens';

type Group = Schemas['Group'];

const Views = [
  { value: 'model', text: 'By model' },
  { value: 'provider', text: 'By provider' },
] as const;

/** What each model, or provider, came to, and how well it used what it was sent. */
export default function Models() {
  const range = useRange();
  const query = useQuery();
  const location = useLocation();
  const by = query.get('by') === 'provider' ? 'provider' : 'model';
  const asked = { after: range.after, before: range.before, zone, by } as const;
  const usage = useAnswer('/usage', asked);
  const days = useAnswer('/days', asked);
  const all = useMemo(() => daysOf(days.data?.days ?? [], range, today.value), [days.data, range.after, range.before, today.value]);
  const series = useMemo(() => seriesOf(all, days.data?.days ?? [], `no ${by} named`), [all, days.data]);
  const colors = new Map(series.map(line => [line.key, line.color]));
  const totals = usage.data?.totals;

  const columns: SortColumn<Group>[] = [
    {
      key: 'name', title: by === 'model' ? 'Model' : 'Provider', grow: true, sortable: true, by: row => row.key ?? '',
      cell: row => (
        <span class="name-cell">
          <span class="name-line">
            <span class="swatch" style={{ background: colors.get(row.key ?? '') ?? 'var(--series-other)' }} />
            {row.key !== null && by === 'model'
              ? <a class="link cut" href={withRange(`/sessions?model=${encodeURIComponent(row.key)}`, location.query)} title={brief(row.key)}>{brief(row.key)}</a>
              : <span class="cut" title={brief(row.key ?? '')}>{brief(row.key ?? `no ${by} named`)}</span>}
          </span>
          {row.provider !== undefined && <span class="muted cut" title={brief(row.provider)}>{brief(row.provider, 200)}</span>}
        </span>
      ),
    },
    { key: 'cost', title: 'Cost', numeric: true, sortable: true, by: row => row.cost, cell: row => <Money dollars={row.cost} unpriced={row.unpriced} calls={row.calls} /> },
    { key: 'share', title: 'Share', numeric: true, wide: true, cell: row => <ShareCell part={row.unpriced === row.calls ? undefined : row.cost} of={totals?.cost ?? 0} color={colors.get(row.key ?? '')} /> },
    { key: 'calls', title: 'Calls', numeric: true, sortable: true, by: row => row.calls, cell: row => count(row.calls) },
    { key: 'input', title: 'Input', hint: 'Tokens neither read from nor written to a cache', numeric: true, wide: true, sortable: true, by: row => row.inputTokens, cell: row => <Tokens value={row.inputTokens} /> },
    { key: 'write', title: 'Cache write', numeric: true, wide: true, sortable: true, by: row => row.cacheWriteTokens, cell: row => <Tokens value={row.cacheWriteTokens} /> },
    { key: 'read', title: 'Cache read', numeric: true, wide: true, sortable: true, by: row => row.cacheReadTokens, cell: row => <Tokens value={row.cacheReadTokens} /> },
    { key: 'output', title: 'Output', hint: 'Reasoning included', numeric: true, wide: true, sortable: true, by: row => row.outputTokens, cell: row => <span title={`${count(row.outputTokens)}, of it ${count(row.reasoningTokens)} reasoning`}>{tokens(row.outputTokens)}</span> },
    { key: 'ratio', title: 'Prompt to output', hint: 'Tokens of the prompt for each of the output', numeric: true, wide: true, sortable: true, by: ratioOf, cell: row => <Known value={ratioOf(row)} say={value => `${value < 10 ? value.toFixed(1) : count(Math.round(value))} : 1`} /> },
    { key: 'cached', title: 'From cache', hint: 'The part of the prompt that was read from a cache', numeric: true, wide: true, sortable: true, by: cachedOf, cell: row => <Known value={cachedOf(row)} say={value => share(value, 1)} /> },
    { key: 'rate', title: 'Per million', hint: 'Cost per million tokens of all classes together', numeric: true, wide: true, sortable: true, by: rateOf, cell: row => <Known value={rateOf(row)} say={money} /> },
  ];
  const { rows, sort, onSort } = useSorted(usage.data?.rows ?? [], columns, { key: 'cost', descending: true });
  const error = usage.error ?? days.error;

  return (
    <Page
      title="Models"
      note={range.label}
      actions={<><Segmented label="Rows" value={by} options={Views} onChange={value => query.set({ by: value === 'model' ? undefined : value })} /><RangePicker /></>}
    >
      {error !== undefined && <ErrorNote error={error} />}
      {usage.data === undefined || totals === undefined ? error === undefined && <Skeleton height={420} /> : usage.data.rows.length === 0 ? <NoCalls allTime={range.name === 'all'} /> : (
        <>
          {totals.unpriced > 0 && (
            <Note actions={<a class="link" href="/pricing">Set a price</a>}>
              {counted(totals.unpriced, 'call')} without a known price, not in any cost: {names(usage.data.rows)}.
            </Note>
          )}
          <Totals totals={totals}><Figure label={by === 'model' ? 'Models' : 'Providers'}>{count(usage.data.rows.length)}</Figure></Totals>
          <Card title="Cost per day" note={`By ${by}`} dim={days.outdated}>
            {days.data === undefined ? <Skeleton height={300} /> : <DayChart label={`Cost per day by ${by}, ${range.label}`} days={all} series={series} format={money} axis={shortMoney} />}
          </Card>
          <Card title={by === 'model' ? 'All models' : 'All providers'} flush dim={usage.outdated}>
            <Table caption={by === 'model' ? 'Models' : 'Providers'} columns={columns} rows={rows} rowKey={row => `${row.provider ?? ''}/${row.key ?? ''}`} sort={sort} onSort={onSort} />
          </Card>
        </>
      )}
    </Page>
  );
}

function Known({ value, say }: { value: number | null; say: (value: number) => string }) {
  return value === null ? <span class="muted">—</span> : <>{say(value)}</>;
}

function promptOf(row: Group): number {
  return row.inputTokens + row.cacheReadTokens + row.cacheWriteTokens;
}

function ratioOf(row: Group): number | null {
  return row.outputTokens === 0 ? null : promptOf(row) / row.outputTokens;
}

function cachedOf(row: Group): number | null {
  const prompt = promptOf(row);
  return prompt === 0 ? null : row.cacheReadTokens / prompt;
}

// Tokens of calls without a price would make it too low.
function rateOf(row: Group): number | null {
  return row.unpriced > 0 || row.tokens === 0 ? null : (row.cost / row.tokens) * 1e6;
}

function names(rows: readonly Group[]): string {
  const unpriced = rows.filter(row => row.unpriced > 0).map(row => brief(row.key ?? 'no model named', 60));
  return unpriced.length > 5 ? `${unpriced.slice(0, 5).join(', ')} and ${unpriced.length - 5} more` : unpriced.join(', ');
}
