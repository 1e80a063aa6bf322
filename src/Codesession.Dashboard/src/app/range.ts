import { useLocation } from 'preact-iso/router';
import { today } from '../api/clock';
import { addDays, isDay, longDay, shortDay, type Day } from '../format/days';

/** The names of ranges in addresses. */
export const RangeNames = ['today', '7d', '30d', '90d', 'month', 'all'] as const;
export type RangeName = (typeof RangeNames)[number] | 'custom';

/** Days from the first to the last, both included; undefined: no bound. These are the API's `after` and `before`. */
export interface Range {
  name: RangeName;
  after: Day | undefined;
  before: Day | undefined;
  /** In words: Last 30 days. */
  label: string;
}

const Default: RangeName = '30d';

/** The range that an address tells: `?range=7d`, or `?from=…&to=…`. */
export function rangeOf(query: Record<string, string | undefined>, day: Day): Range {
  const from = isDay(query['from']) ? query['from'] : undefined;
  const to = isDay(query['to']) ? query['to'] : undefined;
  if (from !== undefined || to !== undefined) return { name: 'custom', after: from, before: to, label: words(from, to) };
  const name = RangeNames.find(known => known === query['range']) ?? Default;
  switch (name) {
    case 'today':
      return { name, after: day, before: day, label: 'Today' };
    case '7d':
      return { name, after: addDays(day, -6), before: day, label: 'Last 7 days' };
    case '90d':
      return { name, after: addDays(day, -89), before: day, label: 'Last 90 days' };
    case 'month':
      return { name, after: `${day.slice(0, 8)}01`, before: day, label: 'This month' };
    case 'all':
      return { name, after: undefined, before: undefined, label: 'All time' };
    default:
      return { name: '30d', after: addDays(day, -29), before: day, label: 'Last 30 days' };
  }
}

/** The range of this address; it moves on at midnight. */
export function useRange(): Range {
  return rangeOf(useLocation().query, today.value);
}

/** A link to another page that keeps the range of this one. */
export function withRange(path: string, query: Record<string, string>): string {
  const params = new URLSearchParams();
  for (const name of ['range', 'from', 'to']) if (query[name]) params.set(name, query[name]);
  const text = params.toString();
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`;
}

function words(from: Day | undefined, to: Day | undefined): string {
  if (from === undefined) return `Until ${longDay(to!)}`;
  if (to === undefined) return `Since ${longDay(from)}`;
  return from === to ? longDay(from) : `${shortDay(from)} to ${shortDay(to)}`;
}
