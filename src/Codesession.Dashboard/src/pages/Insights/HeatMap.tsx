import { useState } from 'preact/hooks';
import type { Schemas } from '../../api/types';
import { money } from '../../format/money';
import { counted, tokens } from '../../format/tokens';
import './HeatMap.css';

type Cell = Schemas['HeatMap']['cells'][number];
/** What a field of the map says by its colour. */
export type Measure = 'calls' | 'cost' | 'tokens';

const Weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const Hours = Array.from({ length: 24 }, (_, hour) => hour);
/** Shades besides that of nothing. */
const Shades = 5;

/** When work is done: a row a weekday, a column an hour. Arrows move through it; the line below reads the field out. */
export function HeatMap({ cells, measure }: { cells: readonly Cell[]; measure: Measure }) {
  const [at, setAt] = useState<readonly [number, number]>();
  const of = new Map(cells.map(cell => [key(cell.weekday, cell.hour), cell]));
  const bounds = boundsOf(cells.map(cell => cell[measure]));
  const say = measure === 'cost' ? money : measure === 'tokens' ? tokens : (value: number) => counted(value, 'call');

  const move = (event: KeyboardEvent) => {
    const [day, hour] = at ?? [1, 0];
    const to = (
      {
        ArrowLeft: [day, hour - 1], ArrowRight: [day, hour + 1], ArrowUp: [day - 1, hour], ArrowDown: [day + 1, hour],
        Home: [day, 0], End: [day, 23], PageUp: [1, hour], PageDown: [7, hour],
      } as Record<string, [number, number]>
    )[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = [Math.min(7, Math.max(1, to[0])), Math.min(23, Math.max(0, to[1]))] as const;
    setAt(next);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-field="${key(next[0], next[1])}"]`)?.focus();
  };

  return (
    <div class="heat">
      <div class="heat-scroll">
        <table role="grid" aria-label={`${{ calls: 'Calls', cost: 'Cost', tokens: 'Tokens' }[measure]} by weekday and hour`} onKeyDown={move} onMouseLeave={() => setAt(undefined)}>
          <thead>
            <tr>
              <td />
              {Hours.map(hour => (
                <th key={hour} scope="col"><span aria-hidden="true">{hour % 3 === 0 ? hour : ''}</span><span class="only-read">{clock(hour)}</span></th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Weekdays.map((name, i) => (
              <tr key={name}>
                <th scope="row"><abbr title={name}>{name.slice(0, 3)}</abbr></th>
                {Hours.map(hour => {
                  const cell = of.get(key(i + 1, hour));
                  const here = at !== undefined && at[0] === i + 1 && at[1] === hour;
                  return (
                    <td
                      key={hour}
                      data-field={key(i + 1, hour)}
                      data-shade={shadeOf(cell?.[measure] ?? 0, bounds)}
                      tabIndex={here || (at === undefined && i === 0 && hour === 0) ? 0 : -1}
                      onFocus={() => setAt([i + 1, hour])}
                      onMouseEnter={() => setAt([i + 1, hour])}
                    >
                      <span class="only-read">{cell === undefined ? 'none' : say(cell[measure])}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="heat-foot">
        <p class="heat-read">{at === undefined ? <span class="muted">Point at a field, or move with the arrow keys.</span> : <Reading at={at} cell={of.get(key(at[0], at[1]))} />}</p>
        <Legend bounds={bounds} say={measure === 'calls' ? value => String(Math.round(value)) : say} />
      </div>
    </div>
  );
}

function Reading({ at: [day, hour], cell }: { at: readonly [number, number]; cell: Cell | undefined }) {
  return (
    <>
      <strong>{Weekdays[day - 1]}, {clock(hour)}–{clock(hour + 1)}</strong>{' '}
      {cell === undefined ? <span class="muted">no calls</span> : <>{counted(cell.calls, 'call')} · {money(cell.cost)} · {tokens(cell.tokens)} tokens{cell.unpriced > 0 && ` · ${cell.unpriced} unpriced`}</>}
    </>
  );
}

function Legend({ bounds, say }: { bounds: number[]; say: (value: number) => string }) {
  if (bounds.length === 0) return null;
  return (
    <ul class="heat-legend" aria-label="What the shades mean">
      <li><i data-shade="0" />none</li>
      {bounds.map((bound, i) => <li key={i}><i data-shade={i + 1 + Shades - bounds.length} />≤ {say(bound)}</li>)}
    </ul>
  );
}

// Each shade has about as many fields, so that one busy hour does not leave the rest pale.
function boundsOf(values: number[]): number[] {
  const sorted = values.filter(value => value > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const bounds = Array.from({ length: Shades }, (_, i) => sorted[Math.ceil(((i + 1) / Shades) * sorted.length) - 1]!);
  return [...new Set(bounds)];
}

function shadeOf(value: number, bounds: number[]): number {
  if (value <= 0) return 0;
  const shade = bounds.findIndex(bound => value <= bound);
  return shade + 1 + Shades - bounds.length;
}

function key(weekday: number, hour: number): string {
  return `${weekday}-${hour}`;
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, '0')}:00`;
}
