/** A day without a time, as the API names it: yyyy-MM-dd. */
export type Day = string;

const short = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });
const long = new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });

/** The day that it is by the user's clock. */
export function dayOf(time: number): Day {
  const date = new Date(time);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** So many days later; earlier where negative. */
export function addDays(day: Day, days: number): Day {
  const date = new Date(utc(day));
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** All days from the first to the last, both included. */
export function daysBetween(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let at = utc(first); at <= utc(last); at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** Nov 23. */
export function shortDay(day: Day): string {
  return short.format(utc(day));
}

/** Mon, Nov 23, 2026. */
export function longDay(day: Day): string {
  return long.format(utc(day));
}

/** Whether it is a day of the calendar. */
export function isDay(text: string | undefined): text is Day {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(utc(text));
}

// Days are counted in UTC, where each has 24 hours.
function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
