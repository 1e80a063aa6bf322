/** The user's time zone; undefined where the browser does not know it. */
export const zone: string | undefined = (() => {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return name === 'Etc/Unknown' ? undefined : name;
})();

const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const sameYear = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const otherYear = new Intl.DateTimeFormat('en-US', { year: 'numeric', month: 'short', day: 'numeric' });
const clock = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A moment with its day and zone, for a title. */
export function exactTime(time: string): string {
  return full.format(new Date(time));
}

/** A moment as it is read in a list: Nov 23, 14:05; of another year: Nov 23, 2025. */
export function shortTime(time: string, now = Date.now()): string {
  const date = new Date(time);
  return (date.getFullYear() === new Date(now).getFullYear() ? sameYear : otherYear).format(date);
}

/** The time of day: 14:05. */
export function timeOfDay(time: string): string {
  return clock.format(new Date(time));
}

/** How long ago: just now, 5 min ago, 3 h ago, yesterday …; a date where that is more than a week. */
export function ago(time: string, now: number): string {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds < 45) return 'just now';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 7 * 86400) return seconds < 2 * 86400 ? 'yesterday' : `${Math.floor(seconds / 86400)} days ago`;
  return shortTime(time, now);
}
