import type { Schemas } from '../../api/types';
import { Card } from '../../components/Card';
import { Money } from '../../components/Money';
import { Table, type Column } from '../../components/Table';
import { Tokens } from '../../components/Tokens';
import { money } from '../../format/money';
import { brief } from '../../format/text';
import type { Side } from './Compare';
import { Difference } from './Figures';

type Sums = Schemas['ModelSums'];

interface Pair {
  provider: string;
  model: string;
  a: Sums | undefined;
  b: Sums | undefined;
}

const Columns: readonly Column<Pair>[] = [
  {
    key: 'model', title: 'Model', grow: true,
    cell: pair => <><span class="cut compare-cell" title={brief(pair.model)}>{brief(pair.model)}</span><span class="cut compare-cell muted" title={brief(pair.provider)}>{brief(pair.provider)}</span></>,
  },
  { key: 'ca', title: 'First', numeric: true, cell: pair => <Cost of={pair.a} /> },
  { key: 'cb', title: 'Second', numeric: true, cell: pair => <Cost of={pair.b} /> },
  { key: 'd', title: 'Difference', numeric: true, cell: pair => <Difference a={costOf(pair.a)} b={costOf(pair.b)} say={money} /> },
  { key: 'ta', title: 'First, tokens', numeric: true, wide: true, cell: pair => <Tokens value={pair.a?.tokens} /> },
  { key: 'tb', title: 'Second, tokens', numeric: true, wide: true, cell: pair => <Tokens value={pair.b?.tokens} /> },
];

/** What each model came to in both. */
export function ModelsOfBoth({ a, b }: { a: Side; b: Side }) {
  const pairs = new Map<string, Pair>();
  const take = (side: 'a' | 'b', models: readonly Sums[]) => {
    for (const sums of models) {
      const key = `${sums.provider}/${sums.model}`;
      const pair = pairs.get(key) ?? { provider: sums.provider, model: sums.model, a: undefined, b: undefined };
      pairs.set(key, { ...pair, [side]: sums });
    }
  };
  take('a', a.models);
  take('b', b.models);
  if (pairs.size === 0) return null;
  const rows = [...pairs.values()].sort((x, y) => most(y) - most(x));
  return <Card title="By model" flush><Table caption="Cost of each model in both" columns={Columns} rows={rows} rowKey={pair => `${pair.provider}/${pair.model}`} /></Card>;
}

function Cost({ of }: { of: Sums | undefined }) {
  return of === undefined ? <span class="muted">—</span> : <Money dollars={of.cost} unpriced={of.unpriced} calls={of.calls} />;
}

// Nothing was spent on a model that was not called.
function costOf(sums: Sums | undefined): number | undefined {
  return sums === undefined ? 0 : sums.unpriced > 0 ? undefined : sums.cost;
}

function most(pair: Pair): number {
  return Math.max(pair.a?.cost ?? 0, pair.b?.cost ?? 0);
}
