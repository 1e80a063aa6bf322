import type { Schemas } from '../../api/types';
import { levelOf } from '../../alerts/level';
import { Bar } from '../../components/Bar';
import { exactMoney, money } from '../../format/money';
import { brief } from '../../format/text';

const Tones = { fine: 'good', warning: 'warn', exceeded: 'bad' } as const;

/** How the budgets of a session stand. */
export function BudgetList({ budgets }: { budgets: readonly Schemas['Budget'][] }) {
  return (
    <ul class="session-budgets">
      {budgets.map(budget => (
        <li key={budget.id}>
          <span class="cut" title={brief(budget.name)}>{brief(budget.name, 200)}</span>
          <span class="num" title={exactMoney(budget.spent)}>{money(budget.spent)} <span class="muted">of {exactMoney(budget.limit)}</span></span>
          <Bar part={budget.limit > 0 ? budget.spent / budget.limit : 1} tone={Tones[levelOf(budget)]} mark={budget.warnAt} />
          {budget.warning !== undefined && <span class="session-budget-word">{brief(budget.warning)}</span>}
        </li>
      ))}
    </ul>
  );
}
