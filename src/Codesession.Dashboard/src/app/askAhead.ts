import { today } from '../api/clock';
import { questions } from '../pages/Overview/questions';
import { rangeOf } from './range';

/** Asks what the page at this address will ask, so that it need not wait to be drawn. */
export function askAhead({ pathname, search }: Location): void {
  if (pathname !== '/') return; // the others are loaded first anyway
  questions(rangeOf(Object.fromEntries(new URLSearchParams(search)), today.peek()));
}
