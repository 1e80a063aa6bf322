import { Button } from '../components/Button';
import { theme, type Theme } from './theme';

const Next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const Icons = { system: 'system', light: 'sun', dark: 'moon' } as const;
const Words = { system: 'as the system', light: 'light', dark: 'dark' } as const;

/** Light, dark, or as the machine has it. */
export function ThemeSwitch() {
  const choice = theme.value;
  return (
    <Button
      kind="quiet"
      bare
      icon={Icons[choice]}
      label={`Theme: ${Words[choice]}. Switch to ${Words[Next[choice]]}`}
      onClick={() => (theme.value = Next[choice])}
    />
  );
}
