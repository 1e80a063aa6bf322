import { useId, useState } from 'preact/hooks';
import type { Schemas } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Button } from '../../components/Button';
import { brief } from '../../format/text';
import { tokens } from '../../format/tokens';
import { rate } from './rates';

type Price = Schemas['Price'];
type Window = Schemas['PriceWindow'];

/** A price that opens: where it is from, and what it was before. */
export function PriceRow({ price, day, onEdit }: { price: Price; day: string; onEdit: () => void }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { current } = price;
  return (
    <li class="price">
      <div class="price-row">
        <Button kind="quiet" bare icon="right" label={`Windows of ${brief(price.key, 100)}`} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} />
        <span class="price-name">
          <span class="price-key"><span class="cut" title={brief(price.key)}>{brief(price.key)}</span>{price.isOwn && <Badge tone="accent">your own</Badge>}{current === null && <Badge tone="warn">not today</Badge>}</span>
          <span class="muted cut">{brief(price.provider ?? 'any provider', 80)}{price.sameAs !== undefined && <> · same as {brief(price.sameAs, 100)}</>}</span>
        </span>
        <Rate name="input" value={current?.input} />
        <Rate name="output" value={current?.output} />
        <Rate name="cache read" value={current?.cacheRead} />
        <Rate name="cache write" value={current?.cacheWrite} />
        <Button kind="quiet" aria-label={`${price.isOwn ? 'Change' : 'Set'} your price of ${brief(price.key, 100)}`} onClick={onEdit}>{price.isOwn ? 'Change' : 'Set'}</Button>
      </div>
      {open && (
        <div id={id} class="price-windows">
          {price.isOwn && <p>Your own price counts on every day{price.windows.length > 0 && '; without it, the built-in ones below would'}.</p>}
          {price.windows.length === 0 ? (
            <p class="muted">{price.sameAs === undefined ? 'There is no built-in price of this name.' : `A second name: it costs what ${brief(price.sameAs, 100)} costs.`}</p>
          ) : (
            [...price.windows].reverse().map((window, i) => <WindowView key={i} window={window} now={!price.isOwn && isNow(window, day)} />)
          )}
        </div>
      )}
    </li>
  );
}

function Rate({ name, value }: { name: string; value: number | null | undefined }) {
  return <span class="price-rate" data-name={name.replace('cache ', '')}><span class="only-read">{name}: </span>{rate(value)}</span>;
}

function WindowView({ window: { from, until, rates, tiers, source }, now }: { window: Window; now: boolean }) {
  const days = from === null && until === null ? 'Always' : from === null ? `Before ${until}` : until === null ? `From ${from} on` : `${from} until before ${until}`;
  return (
    <dl class="price-window">
      <dt>{days} {now && <Badge tone="good">now</Badge>}</dt>
      <dd><Rates rates={rates} /></dd>
      {tiers.map(tier => <dd key={tier.above}>Above {tokens(tier.above)} prompt tokens: <Rates rates={tier.rates} /></dd>)}
      <dd class="muted">{brief(source.name, 300)}, checked {brief(source.asOf, 40)}</dd>
    </dl>
  );
}

function Rates({ rates }: { rates: Schemas['Rates'] }) {
  const parts = [`input ${rate(rates.input)}`, `output ${rate(rates.output)}`];
  if (rates.cacheRead !== undefined) parts.push(`cache read ${rate(rates.cacheRead)}`);
  if (rates.cacheWrite !== undefined) parts.push(`cache write ${rate(rates.cacheWrite)}`);
  if (rates.cacheWrite1h !== undefined) parts.push(`for an hour ${rate(rates.cacheWrite1h)}`);
  return <>{parts.join(' · ')}</>;
}

function isNow(window: Window, day: string): boolean {
  return (window.from === null || window.from <= day) && (window.until === null || day < window.until);
}
