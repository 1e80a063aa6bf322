import { effect, signal, type Signal } from '@preact/signals';

/** Whether an alert makes a sound in this browser. */
export const sound = kept('codesession-alert-sound');

/** Whether an alert is a notification of this browser's too. */
export const notifications = kept('codesession-alert-notification');

// A switch of this browser; all its tabs follow.
function kept(key: string): Signal<boolean> {
  const value = signal(read(key));
  effect(() => {
    const on = value.value;
    try {
      if (on) localStorage.setItem(key, 'on');
      else localStorage.removeItem(key);
    } catch {
      // A browser that keeps nothing forgets it with the tab.
    }
  });
  addEventListener('storage', event => {
    if (event.key === key) value.value = event.newValue === 'on';
  });
  return value;
}

function read(key: string): boolean {
  try {
    return localStorage.getItem(key) === 'on';
  } catch {
    return false;
  }
}
