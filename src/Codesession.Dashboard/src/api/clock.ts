import { computed, signal } from '@preact/signals';
import { dayOf } from '../format/days';

let timer: ReturnType<typeof setInterval> | undefined;

/** The time now, in milliseconds. It moves every second while something visible reads it. */
export const now = signal(Date.now(), {
  watched() {
    document.addEventListener('visibilitychange', run);
    run();
  },
  unwatched() {
    document.removeEventListener('visibilitychange', run);
    clearInterval(timer);
  },
});

/** The day by the user's clock; it moves at midnight. */
export const today = computed(() => dayOf(now.value));

function run(): void {
  clearInterval(timer);
  if (document.hidden) return;
  tick();
  timer = setInterval(tick, 1000);
}

function tick(): void {
  now.value = Date.now();
}
