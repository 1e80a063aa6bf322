import { levelOf } from '../alerts/level';
import type { Schemas } from '../api/types';
import { exactMoney, money } from '../format/money';
import { share } from '../format/tokens';
import { Bar } from './Bar';
import { Icon } from './Icon';
import './BudgetBar.css';

type Budget = Schemas['Budget'];

const Tones = { fine: 'good', warning: 'warn', exceeded: 'bad' } as const;

/** How far a budget is used up. */
export function budgetTone(budget: Budget): 'good' | 'warn' | 'bad' {
  return Tones[levelOf(budget)];
}

/** What is left of a budget, as a bar with words. */
export function BudgetBar({ budget }: { budget: Budget }) {
  const tone = budgetTone(budget);
  const left = budget.exceeded ? `${money(budget.spent - budget.limit)} over ${money(budget.limit)}` : `${money(budget.remaining)} left of ${money(budget.limit)}`;
  return (
    <div class={`budget budget-${tone}`}>
      <Bar part={budget.limit > 0 ? budget.spent / budget.limit : 1} tone={tone === 'good' ? 'accent' : tone} mark={budget.warnAt} />
      <div class="budget-words" title={`${exactMoney(budget.spent)} of ${exactMoney(budget.limit)}`}>
        {tone !== 'good' && <Icon name="warning" />}
        <span>{left}</span>
        <span class="budget-share">{share(budget.spent, budget.limit)}</span>
      </div>
    </div>
  );
}
