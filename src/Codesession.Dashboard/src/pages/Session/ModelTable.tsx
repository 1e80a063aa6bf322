import type { Schemas } from '../../api/types';
import { Money } from '../../components/Money';
import { Table, type Column } from '../../components/Table';
import { Tokens } from '../../components/Tokens';
import { brief } from '../../format/text';
import { count } from '../../format/tokens';

type Sums = Schemas['ModelSums'];

const Columns: readonly Column<Sums>[] = [
  {
    key: 'model', title: 'Model', grow: true,
    cell: row => (
      <div class="two-lines">
        <a class="link cut" href={`/sessions?range=all&model=${encodeURIComponent(row.model.slice(0, 1000))}`} title={brief(row.model)}>{brief(row.model)}</a>
        <span class="cut muted" title={brief(row.provider)}>{brief(row.provider)}</span>
      </div>
    ),
  },
  { key: 'cost', title: 'Cost', numeric: true, cell: row => <Money dollars={row.cost} unpriced={row.unpriced} calls={row.calls} /> },
  { key: 'calls', title: 'Calls', numeric: true, wide: true, cell: row => count(row.calls) },
  { key: 'input', title: 'Input', hint: 'Tokens neither read from nor written to a cache', numeric: true, wide: true, cell: row => <Tokens value={row.inputTokens} /> },
  { key: 'write', title: 'Cache write', numeric: true, wide: true, cell: row => <Tokens value={row.cacheWriteTokens} /> },
  { key: 'read', title: 'Cache read', numeric: true, wide: true, cell: row => <Tokens value={row.cacheReadTokens} /> },
  { key: 'output', title: 'Output', hint: 'Reasoning included', numeric: true, wide: true, cell: row => <Tokens value={row.outputTokens} /> },
  { key: 'tokens', title: 'Tokens', numeric: true, cell: row => <Tokens value={row.tokens} /> },
];

/** What each model of a session came to, the dearest first. */
export function ModelTable({ models }: { models: readonly Sums[] }) {
  const rows = [...models].sort((a, b) => b.cost - a.cost || b.tokens - a.tokens);
  return <Table caption="What each model came to" columns={Columns} rows={rows} rowKey={row => `${row.provider}/${row.model}`} />;
}
