import { useState } from 'preact/hooks';
import type { Schemas } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Bar } from '../../components/Bar';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Empty';
import { Money } from '../../components/Money';
import { Table, type Column } from '../../components/Table';
import { Time } from '../../components/Time';
import { Tokens } from '../../components/Tokens';
import { count } from '../../format/tokens';
import { timeOfDay } from '../../format/times';

type Block = Schemas['Group'];

const Step = 10;

/** The windows of five hours in which there were calls. */
export function Blocks({ rows }: { rows: readonly Block[] }) {
  const [shown, setShown] = useState(Step);
  if (rows.length === 0) return <Empty title="No calls in this time" />;
  const dearest = rows.reduce((most, row) => Math.max(most, row.cost), 0);
  const latest = rows.toSorted((a, b) => ((a.start ?? '') < (b.start ?? '') ? 1 : -1));
  const columns: readonly Column<Block>[] = [
    {
      key: 'start', title: 'Window',
      cell: row => <><Time at={row.start} />{row.end !== undefined && <span class="muted"> – {timeOfDay(row.end)}</span>} {row.open === true && <Badge tone="good" dot>open</Badge>}</>,
    },
    { key: 'bar', title: 'Size', hint: 'Its cost beside that of the dearest', grow: true, wide: true, cell: row => <Bar part={dearest > 0 ? row.cost / dearest : 0} /> },
    { key: 'cost', title: 'Cost', numeric: true, cell: row => <Money dollars={row.cost} unpriced={row.unpriced} calls={row.calls} /> },
    { key: 'tokens', title: 'Tokens', numeric: true, wide: true, cell: row => <Tokens value={row.tokens} /> },
  ];
  return (
    <>
      <Table caption="Five-hour windows with calls" columns={columns} rows={latest.slice(0, shown)} rowKey={row => row.start ?? row.key ?? ''} />
      {rows.length > shown && <p class="insights-more"><Button kind="quiet" onClick={() => setShown(shown + 5 * Step)}>Show more of {count(rows.length)}</Button></p>}
    </>
  );
}
