import type { ComponentChildren } from 'preact';
import type { Schemas } from '../../api/types';
import { BudgetBar, budgetTone } from '../../components/BudgetBar';
import { Card } from '../../components/Card';
import { Figure } from '../../components/Figure';
import { Money } from '../../components/Money';
import { exactMoney, money } from '../../format/money';
import { counted, tokens } from '../../format/tokens';
import './Spending.css';

type Overview = Schemas['Overview'];

/** What is spent today, this week, this month and in all, against the budgets, with where it is going. */
export function Spending({ overview }: { overview: Overview }) {
  const others = overview.budgets.filter(budget => !isPlain(budget));
  const tight = others.filter(budget => budgetTone(budget) !== 'good');
  return (
    <div class="spending">
      <div class="spending-figures">
        <Spent label="Today" sum={overview.today} budgets={overview.budgets} per="day" />
        <Spent label="This week" sum={overview.week} budgets={overview.budgets} per="week" />
        <Spent label="This month" sum={overview.month} budgets={overview.budgets} per="month" />
        <Expected projection={overview.projection} />
        <Pace overview={overview} />
        <Spent label="All time" sum={overview.total} budgets={overview.budgets} per="total">
          {tight.length > 0 && <a class="link spending-more" href="/budgets">{counted(tight.length, 'other budget is', 'other budgets are')} close or over</a>}
        </Spent>
      </div>
    </div>
  );
}

/** The budget for all that is spent in a time; those of a project, an agent or a session are elsewhere. */
function isPlain(budget: Schemas['Budget']): boolean {
  return budget.project === undefined && budget.agentName === undefined && budget.sessionId === undefined && budget.per !== 'session';
}

function Spent({ label, sum, budgets, per, children }: {
  label: string;
  sum: Schemas['Spending'];
  budgets: readonly Schemas['Budget'][];
  per: Schemas['Budget']['per'];
  children?: ComponentChildren;
}) {
  const budget = budgets.find(budget => budget.per === per && isPlain(budget));
  const tone = budget === undefined ? 'plain' : budgetTone(budget);
  return (
    <Card>
      <Figure label={label} tone={tone === 'good' ? 'plain' : tone} note={<>{counted(sum.calls, 'call')} · {tokens(sum.tokens)} tokens</>}>
        <Money dollars={sum.cost} unpriced={sum.unpriced} calls={sum.calls} />
      </Figure>
      {budget !== undefined && <div class="spending-budget"><BudgetBar budget={budget} /></div>}
      {children}
    </Card>
  );
}

function Expected({ projection }: { projection: Overview['projection'] }) {
  return (
    <Card>
      {projection === null ? (
        <Figure label="Month, projected" note="Needs 3 days with calls"><span class="muted">—</span></Figure>
      ) : (
        <Figure
          label="Month, projected"
          note={<span title={`Four months of five end in this range. Made from ${counted(projection.days, 'day')}.`}>{money(projection.low)} – {money(projection.high)} likely</span>}
        >
          <span title={exactMoney(projection.expected)}>{money(projection.expected)}</span>
        </Figure>
      )}
    </Card>
  );
}

function Pace({ overview: { pace } }: { overview: Overview }) {
  return (
    <Card>
      <Figure label="Last hour" note={<>{counted(pace.calls, 'call')} · {tokens(Math.round(pace.tokensPerMinute))} tokens/min</>}>
        <Money dollars={pace.costPerHour} unpriced={pace.unpriced} calls={pace.calls} /><span class="spending-unit">/h</span>
      </Figure>
    </Card>
  );
}
