import { now } from '../api/clock';
import { duration, isoDuration } from '../format/durations';
import { ago, exactTime, shortTime } from '../format/times';

/** A moment in the user's zone; exact in the title. */
export function Time({ at, relative = false }: { at: string | null | undefined; relative?: boolean }) {
  if (at === null || at === undefined) return <span class="muted">—</span>;
  return <time dateTime={at} title={exactTime(at)}>{relative ? ago(at, now.value) : shortTime(at)}</time>;
}

/** How long something took: the seconds, or from its start until now, ticking, where it goes on. */
export function Duration({ seconds, since }: { seconds: number | null | undefined; since?: string }) {
  if (seconds !== null && seconds !== undefined) return <time dateTime={isoDuration(seconds)}>{duration(seconds)}</time>;
  if (since === undefined) return <span class="muted">—</span>;
  const passed = Math.max(0, (now.value - Date.parse(since)) / 1000);
  return <time dateTime={isoDuration(passed)}>{duration(passed)}</time>;
}
