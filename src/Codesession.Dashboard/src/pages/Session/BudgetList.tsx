import type { Schemas } from '../../api/types';
import { BudgetBar } from '../../components/BudgetBar';
import { brief } from '../../format/text';

/** How the budgets that a session counts towards stand. */
export function BudgetList({ budgets }: { budgets: readonly Schemas['Budget'][] }) {
  return (
    <ul class="session-budgets">
      {budgets.map(budget => (
        <li key={budget.id}>
          <p class="cut" title={brief(budget.name)}>{brief(budget.name, 200)}</p>
          <BudgetBar budget={budget} />
        </li>
      ))}
    </ul>
  );
}
