import { exactMoney, money } from '../format/money';
import { counted } from '../format/tokens';

/** Dollars; the exact amount is in the title. Null is unknown, and so is nothing but calls without a price. */
export function Money({ dollars, unpriced = 0, calls }: { dollars: number | null | undefined; unpriced?: number; calls?: number }) {
  const unknown = dollars === null || dollars === undefined || (dollars === 0 && unpriced > 0 && (calls === undefined || calls === unpriced));
  if (unknown) return <span class="muted" title="no price known"><span aria-hidden="true">—</span><span class="only-read">no price known</span></span>;
  const title = unpriced > 0 ? `${exactMoney(dollars)}, and ${counted(unpriced, 'call')} without a known price` : exactMoney(dollars);
  return <span title={title}>{money(dollars)}{unpriced > 0 && <span class="muted">+<span class="only-read"> and calls without a known price</span></span>}</span>;
}
