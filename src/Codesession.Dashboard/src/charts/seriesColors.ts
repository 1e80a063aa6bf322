/** How many things a chart tells apart by colour; the rest is "other". */
export const Colors = 7;

/** The colour of what has none of its own. */
export const OtherColor = 'var(--series-other)';

const Key = 'codesession-colors';
const Longest = 200;
const slots = new Map<string, number>(stored());

/**
 * A colour for each name, the more important first; two of them never share one. A name keeps its colour on all pages and in later
 * visits, unless the names beside it already have it.
 */
export function colorsOf(names: readonly string[]): Map<string, string> {
  const colors = new Map<string, string>();
  const taken = new Set<number>();
  const shown = names.slice(0, Colors);
  for (const name of shown) {
    const slot = slots.get(name);
    if (slot === undefined || taken.has(slot)) continue;
    taken.add(slot);
    colors.set(name, varOf(slot));
  }
  let learnt = false;
  for (const name of shown) {
    if (colors.has(name)) continue;
    const slot = freest(taken);
    taken.add(slot);
    colors.set(name, varOf(slot));
    if (!slots.has(name) && name.length <= Longest) {
      slots.set(name, slot);
      learnt = true;
    }
  }
  for (const name of names.slice(Colors)) colors.set(name, OtherColor);
  if (learnt) store();
  return colors;
}

// Of those not taken the one that the fewest names have.
function freest(taken: ReadonlySet<number>): number {
  const uses = Array.from({ length: Colors }, () => 0);
  for (const slot of slots.values()) uses[slot]!++;
  let best = -1;
  for (let slot = 0; slot < Colors; slot++) if (!taken.has(slot) && (best < 0 || uses[slot]! < uses[best]!)) best = slot;
  return best;
}

function varOf(slot: number): string {
  return `var(--series-${slot + 1})`;
}

function stored(): [string, number][] {
  try {
    const pairs: unknown = JSON.parse(localStorage.getItem(Key) ?? '[]');
    return (pairs as [string, number][]).filter(([name, slot]) => typeof name === 'string' && slot >= 0 && slot < Colors);
  } catch {
    return [];
  }
}

function store(): void {
  try {
    localStorage.setItem(Key, JSON.stringify([...slots].slice(-100)));
  } catch {
    // Then the colours hold for as long as the tab.
  }
}
