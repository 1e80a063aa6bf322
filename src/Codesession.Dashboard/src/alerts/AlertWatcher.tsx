import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useAnswer } from '../api/answers';
import type { Schemas } from '../api/types';
import { toast } from '../components/Toast';
import { brief } from '../format/text';
import { levelOf, periodKey, type Level } from './level';
import { notify } from './notify';
import { notifications, sound } from './settings';
import { play, unlock } from './sound';
import { claim } from './told';

/** Follows the budgets, whatever page is open, and tells once when one passes its warning or its limit. Draws nothing. */
export function AlertWatcher() {
  const { data } = useAnswer('/budgets', {});
  const zone = useAnswer('/server', {}).data?.zone;
  const { route } = useLocation();

  useEffect(() => {
    if (data === undefined || zone === undefined) return;
    for (const budget of data.budgets) {
      const level = levelOf(budget);
      if (level === 'fine') continue;
      void once(periodKey(budget, Date.now(), zone), level, () => tell(budget, level, () => route('/budgets')));
    }
  }, [data, zone]);

  // Browsers make sounds only after the page was clicked or typed into.
  const on = sound.value;
  useEffect(() => {
    if (!on) return;
    addEventListener('pointerdown', unlock, { once: true });
    addEventListener('keydown', unlock, { once: true });
    return () => {
      removeEventListener('pointerdown', unlock);
      removeEventListener('keydown', unlock);
    };
  }, [on]);
  return null;
}

function tell(budget: Schemas['Budget'], level: Exclude<Level, 'fine'>, open: () => void): void {
  const title = level === 'exceeded' ? 'Budget exceeded' : 'Budget nearly used up';
  const text = brief(budget.warning ?? budget.name, 400);
  toast(text, level === 'exceeded' ? 'bad' : 'warn');
  if (sound.peek()) void play(level);
  if (notifications.peek()) notify(title, text, `codesession-budget-${budget.id}`, open);
}

/** Of all tabs one alone does it: that in sight if there is one. */
async function once(period: string, level: Level, act: () => void): Promise<void> {
  if (document.hidden) await new Promise(resolve => setTimeout(resolve, 800));
  if (!('locks' in navigator)) {
    if (claim(period, level)) act();
    return;
  }
  await navigator.locks.request('codesession-alerts', () => {
    if (claim(period, level)) act();
  });
}
