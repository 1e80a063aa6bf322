import { useState } from 'preact/hooks';
import { refresh, useAnswer } from '../../api/answers';
import { ApiError, send } from '../../api/client';
import type { Schemas } from '../../api/types';
import { Button } from '../../components/Button';
import { Card, Grid } from '../../components/Card';
import { Dialog } from '../../components/Dialog';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { Skeleton } from '../../components/Skeleton';
import { toast } from '../../components/Toast';
import { brief } from '../../format/text';
import { AlertSettings } from './AlertSettings';
import { BudgetForm } from './BudgetForm';
import { BudgetRow } from './BudgetRow';
import '../../components/Form.css';
import './Budgets.css';

type Budget = Schemas['Budget'];

/** How much may be spent, and what happens when it is. */
export default function Budgets() {
  const { data, error } = useAnswer('/budgets', {});
  const [edited, setEdited] = useState<Budget | 'new'>();
  const [doomed, setDoomed] = useState<Budget>();
  const budgets = data?.budgets;
  return (
    <Page
      title="Alerts & budgets"
      note="One set of rules for cs, the proxy, the hooks and this page."
      actions={<Button kind="primary" onClick={() => setEdited('new')}>Add a budget</Button>}
    >
      {error !== undefined && <ErrorNote error={error} />}
      <Grid min="m">
        <Card title="Budgets" span="two" flush={budgets !== undefined && budgets.length > 0}>
          {budgets === undefined ? <Skeleton lines={5} /> : budgets.length === 0 ? (
            <Empty title="No budgets yet" commands={[{ text: 'cs budget set 20 --per day' }]}>
              Say how much a day, a week, a month or each session may cost.
            </Empty>
          ) : (
            <ul class="budgets">
              {budgets.map(budget => <BudgetRow key={budget.id} budget={budget} onEdit={() => setEdited(budget)} onRemove={() => setDoomed(budget)} />)}
            </ul>
          )}
        </Card>
        <div class="budgets-side">
          <Card title="Alerts in this browser"><AlertSettings /></Card>
          <Card title="What a budget does">
            <dl class="budgets-rules">
              <dt><code>cs</code></dt><dd>records every call and says when a limit is passed; <code>cs budget check</code> ends with 2.</dd>
              <dt>Proxy, <code>cs run</code></dt><dd>refuse the next call once a limit is passed.</dd>
              <dt>Hooks</dt><dd>deny Claude Code the next prompt or tool, and say why.</dd>
              <dt>This page</dt><dd>shows, sounds and notifies, once for each budget and period.</dd>
            </dl>
          </Card>
        </div>
      </Grid>
      <BudgetForm budget={edited} onClose={() => setEdited(undefined)} />
      <Removal budget={doomed} onClose={() => setDoomed(undefined)} />
    </Page>
  );
}

function Removal({ budget, onClose }: { budget: Budget | undefined; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await send('DELETE', `/budgets/${budget!.id}`);
      toast('The budget is removed', 'good');
      refresh();
    } catch (error) {
      toast(error instanceof ApiError ? error.message : String(error), 'bad');
    }
    setBusy(false);
    onClose();
  };
  return (
    <Dialog
      open={budget !== undefined}
      title="Remove the budget?"
      onClose={onClose}
      actions={<><Button onClick={onClose}>Keep it</Button><Button kind="danger" disabled={busy} onClick={() => void remove()}>Remove</Button></>}
    >
      <p class="quiet budgets-name">{brief(budget?.name ?? '')}. Nothing stops or warns by it from then on; what was recorded stays.</p>
    </Dialog>
  );
}
