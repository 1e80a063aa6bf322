import type { Schemas } from '../api/types';

type Budget = Schemas['Budget'];

/** How a budget stands. */
export type Level = 'fine' | 'warning' | 'exceeded';

/** The level as the server tells it: a warning comes from the budget's share on. */
export function levelOf(budget: Budget): Level {
  return budget.exceeded ? 'exceeded' : budget.warning !== undefined ? 'warning' : 'fine';
}

/** Names a budget in the period that counts now. Another limit is another budget: it warns anew. */
export function periodKey(budget: Budget, now: number, zone: string | undefined): string {
  return [budget.id, budget.limit, budget.warnAt, periodOf(budget, now, zone)].join('|');
}

// Budgets count by the clock of the machine that cs runs on, which may be another one's than the browser's.
function periodOf(budget: Budget, now: number, zone: string | undefined): string {
  switch (budget.per) {
    case 'session':
      return String(budget.sessionId ?? '');
    case 'total':
      return '';
    case 'day':
      return dayIn(zone, now);
    case 'month':
      return dayIn(zone, now).slice(0, 7);
    case 'week': {
      const date = new Date(`${dayIn(zone, now)}T00:00:00Z`);
      date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
      return `from ${date.toISOString().slice(0, 10)}`;
    }
  }
}

function dayIn(zone: string | undefined, now: number): string {
  try {
    // The Swedish way to write a day is that of ISO 8601.
    return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
  } catch {
    return new Date(now).toISOString().slice(0, 10);
  }
}
