import { effect, signal } from '@preact/signals';

/** What the user chose; 'system' follows the machine. */
export type Theme = 'system' | 'light' | 'dark';

const Key = 'codesession-theme';

/** The choice, kept in this browser. */
export const theme = signal<Theme>(stored());

/** Moves when colours change, whatever the reason: what draws on a canvas reads it. */
export const palette = signal(0);

effect(() => {
  const choice = theme.value;
  if (choice === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
  try {
    if (choice === 'system') localStorage.removeItem(Key);
    else localStorage.setItem(Key, choice);
  } catch {
    // A browser that keeps nothing forgets the choice with the tab.
  }
  palette.value = palette.peek() + 1;
});

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => palette.value++);

function stored(): Theme {
  try {
    const value = localStorage.getItem(Key);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}
