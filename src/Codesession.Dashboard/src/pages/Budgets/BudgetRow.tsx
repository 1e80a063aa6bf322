import { levelOf } from '../../alerts/level';
import type { Schemas } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Bar } from '../../components/Bar';
import { Button } from '../../components/Button';
import { exactMoney, money } from '../../format/money';
import { folderName } from '../../format/paths';
import { brief } from '../../format/text';
import { counted } from '../../format/tokens';

const Pers = { session: 'Each session', day: 'A day', week: 'A week', month: 'A month', total: 'In all' } as const;
const Looks = {
  fine: { tone: 'good', word: 'Within' },
  warning: { tone: 'warn', word: 'Nearly used up' },
  exceeded: { tone: 'bad', word: 'Exceeded' },
} as const;

/** A budget with what is spent of it. */
export function BudgetRow({ budget, onEdit, onRemove }: { budget: Schemas['Budget']; onEdit: () => void; onRemove: () => void }) {
  const look = Looks[levelOf(budget)];
  const part = budget.limit > 0 ? budget.spent / budget.limit : 1;
  return (
    <li class="budget-row">
      <div class="budget-head">
        <span class="budget-per">{budget.per === 'session' && budget.sessionId !== undefined ? 'Each session, dearest now' : Pers[budget.per]}</span>
        <Badge tone={look.tone} dot>{look.word}</Badge>
        {budget.project !== undefined && <Badge><span title={brief(budget.project)}>{brief(folderName(budget.project), 60)}</span></Badge>}
        {budget.agentName !== undefined && <Badge>{brief(budget.agentName, 60)}</Badge>}
        {budget.sessionId !== undefined && <a class="link" href={`/sessions/${budget.sessionId}`}>Session {budget.sessionId}</a>}
      </div>
      <div class="budget-sums">
        <span title={exactMoney(budget.spent)}><strong>{money(budget.spent)}</strong> <span class="quiet">of {exactMoney(budget.limit)}</span></span>
        <span class="muted">{budget.exceeded ? 'nothing left' : `${money(budget.remaining)} left`}</span>
      </div>
      <Bar part={part} tone={look.tone} mark={budget.warnAt} label={`${Math.round(part * 100)} percent of the limit is spent`} />
      <div class="budget-foot">
        <span class="muted">
          Warns from {exactMoney(budget.limit * budget.warnAt)} on{(budget.unpricedCalls ?? 0) > 0 && <>; {counted(budget.unpricedCalls!, 'call')} without a known price not counted</>}
        </span>
        <span class="budget-buttons">
          <Button kind="quiet" onClick={onEdit} aria-label={`Change: ${brief(budget.name, 100)}`}>Change</Button>
          <Button kind="quiet" onClick={onRemove} aria-label={`Remove: ${brief(budget.name, 100)}`}>Remove</Button>
        </span>
      </div>
    </li>
  );
}
