import type { ComponentChildren } from 'preact';
import type { Schemas } from '../api/types';
import { Card } from '../components/Card';
import { Figure } from '../components/Figure';
import { Money } from '../components/Money';
import { Tokens } from '../components/Tokens';
import { money } from '../format/money';
import { count, counted, share } from '../format/tokens';
import './Totals.css';

/** What the rows below come to together. */
export function Totals({ totals, children }: { totals: Schemas['Sums']; children?: ComponentChildren }) {
  const input = totals.inputTokens + totals.cacheReadTokens + totals.cacheWriteTokens;
  return (
    <Card>
      <div class="totals-room">
        <div class="totals">
          {children}
          <Figure label="Cost" note={totals.unpriced > 0 ? `${counted(totals.unpriced, 'call')} unpriced` : undefined}><Money dollars={totals.cost} unpriced={totals.unpriced} calls={totals.calls} /></Figure>
          <Figure label="Calls" note={totals.cost > 0 ? `${money(totals.cost / (totals.calls - totals.unpriced))} each` : undefined}>{count(totals.calls)}</Figure>
          <Figure label="Tokens"><Tokens value={totals.tokens} /></Figure>
          <Figure label="Input from cache">{share(totals.cacheReadTokens, input)}</Figure>
        </div>
      </div>
    </Card>
  );
}
