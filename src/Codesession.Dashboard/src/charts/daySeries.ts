import type { Schemas } from '../api/types';
import type { Range } from '../app/range';
import { daysBetween, type Day } from '../format/days';
import type { Series } from './DayChart';
import { Colors, OtherColor, colorsOf } from './seriesColors';

type Days = Schemas['Days']['days'];
type Part = Schemas['Part'];

/** All days of a range, those without calls too; without a first day: from the first that has calls. */
export function daysOf(days: Days, range: Range, today: Day): Day[] {
  const first = range.after ?? days[0]?.day;
  const last = range.before ?? today;
  return first === undefined ? [] : daysBetween(first, last < first ? first : last);
}

/** The parts of days as series: those that cost most, and the others together. */
export function seriesOf(all: readonly Day[], days: Days, unnamed: string): Series[] {
  const costs = new Map<string, number>();
  for (const { parts } of days) for (const part of parts) costs.set(keyOf(part), (costs.get(keyOf(part)) ?? 0) + part.cost);
  const ranked = [...costs].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([key]) => key);
  // One left over needs no "other".
  const named = ranked.slice(0, ranked.length === Colors + 1 ? Colors + 1 : Colors);
  const colors = colorsOf(named);
  const places = new Map(all.map((day, i) => [day, i]));
  const series = new Map<string, { values: number[]; unknown: boolean[] }>();
  const rowOf = (key: string) => {
    const kept = costs.has(key) && named.includes(key) ? key : Other;
    let row = series.get(kept);
    if (row === undefined) series.set(kept, (row = { values: all.map(() => 0), unknown: all.map(() => false) }));
    return row;
  };
  for (const { day, parts } of days) {
    const place = places.get(day);
    if (place === undefined) continue;
    for (const part of parts) {
      const row = rowOf(keyOf(part));
      row.values[place]! += part.cost;
      if (part.unpriced > 0) row.unknown[place] = true;
    }
  }
  return [...named, Other].flatMap(key => {
    const row = series.get(key);
    if (row === undefined) return [];
    const name = key === Other ? `${ranked.length - named.length} others` : key === '' ? unnamed : key;
    return [{ key, name, color: colors.get(key) ?? OtherColor, ...row }];
  });
}

// No model has this name, as names have no control characters.
const Other = '\u0000other';

function keyOf(part: Part): string {
  return part.key ?? '';
}
