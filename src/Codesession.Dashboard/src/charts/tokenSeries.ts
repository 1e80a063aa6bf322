import type { Schemas } from '../api/types';
import type { Day } from '../format/days';
import type { Series } from './DayChart';

const Classes = [
  { key: 'cacheReadTokens', name: 'Cache read', color: 'var(--series-1)' },
  { key: 'cacheWriteTokens', name: 'Cache write', color: 'var(--series-4)' },
  { key: 'inputTokens', name: 'Input', color: 'var(--series-3)' },
  { key: 'outputTokens', name: 'Output', color: 'var(--series-2)' },
] as const;

/** The tokens of days by their class; those of calls of which only the total is known are a class of their own. */
export function tokenSeries(all: readonly Day[], days: Schemas['Days']['days']): Series[] {
  const byDay = new Map(days.map(({ day, parts }) => [day, parts]));
  const sum = (day: Day, of: (part: Schemas['Part']) => number) => (byDay.get(day) ?? []).reduce((total, part) => total + of(part), 0);
  const series: Series[] = Classes.map(({ key, name, color }) => ({ key, name, color, values: all.map(day => sum(day, part => part[key])) }));
  const rest = all.map(day => sum(day, part => part.tokens - Classes.reduce((known, { key }) => known + part[key], 0)));
  if (rest.some(value => value > 0)) series.push({ key: 'rest', name: 'Not told apart', color: 'var(--series-other)', values: rest.map(value => Math.max(0, value)) });
  return series;
}
