import type { Schemas } from '../api/types';
import { exactMoney, money } from '../format/money';
import { share } from '../format/tokens';
import { Bar } from './Bar';
import { Icon } from './Icon';
import './BudgetBar.css';

type Budget = Schemas['Budget'];

/** How far a budget is used up. */
export function budgetTone(budget: Budget): 'good' | 'warn' | 'bad' {
  return budget.exceeded ? 'bad' : budget.warning !== undefined ? 'warn' : 'good';
}

/** What is left of a budget, as a bar with words. */
export function BudgetBar({ budget }: { budget: Budget }) {
  const tone = budgetTone(budget);
  const left = budget.exceeded ? `${money(-budget.remaining)} over ${money(budget.limit)}` : `${money(budget.remaining)} left of ${money(budget.limit)}`;
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
