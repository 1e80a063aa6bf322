import { useState } from 'preact/hooks';
import { refresh, useAnswer } from '../../api/answers';
import { ApiError, send } from '../../api/client';
import type { Schemas } from '../../api/types';
import { Button } from '../../components/Button';
import { Combobox } from '../../components/Combobox';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { toast } from '../../components/Toast';
import { shortPath } from '../../format/paths';
import { brief } from '../../format/text';

type Budget = Schemas['Budget'];
type Per = Budget['per'];

const Pers: readonly { value: Per; text: string }[] = [
  { value: 'day', text: 'a day' },
  { value: 'week', text: 'a week, from Monday' },
  { value: 'month', text: 'a month' },
  { value: 'session', text: 'each session by itself' },
  { value: 'total', text: 'in all' },
];

/** A dialog that sets a new budget, or changes one: the same kind again keeps its number. */
export function BudgetForm({ budget, onClose }: { budget: Budget | 'new' | undefined; onClose: () => void }) {
  return (
    <Dialog open={budget !== undefined} title={budget === 'new' ? 'Add a budget' : 'Change the budget'} onClose={onClose}>
      {budget !== undefined && <Form known={budget === 'new' ? undefined : budget} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ known, onClose }: { known: Budget | undefined; onClose: () => void }) {
  const [per, setPer] = useState<Per>(known?.per ?? 'day');
  const [limit, setLimit] = useState(known === undefined ? '' : String(known.limit));
  const [warn, setWarn] = useState(String(Math.round((known?.warnAt ?? 0.8) * 1000) / 10));
  const [project, setProject] = useState(known?.project);
  const [agent, setAgent] = useState(known?.agentName);
  // Of a budget for each session by itself, the session is only the one that has spent most.
  const [session, setSession] = useState(known?.sessionId !== undefined && known.per !== 'session' ? String(known.sessionId) : '');
  const [wrong, setWrong] = useState<{ limit?: string; warn?: string; session?: string; all?: string }>({});
  const [busy, setBusy] = useState(false);
  const projects = useAnswer('/usage', { by: 'project' });
  const agents = useAnswer('/usage', { by: 'agent' });

  const save = async (event: Event) => {
    event.preventDefault();
    const dollars = Number(limit.trim().replace(/^\$/, '').replace(',', '.'));
    const percent = Number(warn.trim().replace(/%$/, '').replace(',', '.'));
    const found = {
      limit: limit.trim() === '' || !Number.isFinite(dollars) || dollars <= 0 ? 'An amount above 0, as 20 or 7.50' : undefined,
      warn: !(percent > 0 && percent <= 100) ? 'A share above 0 and up to 100' : undefined,
      session: session.trim() !== '' && !/^\d{1,15}$/.test(session.trim()) ? 'The number of a session' : undefined,
    };
    setWrong(found);
    if (Object.values(found).some(word => word !== undefined)) return;
    setBusy(true);
    try {
      const request: Schemas['NewBudget'] = {
        per, limit: dollars, warnAt: Number((percent / 100).toFixed(4)),
        ...(project !== undefined && { project }),
        ...(agent !== undefined && { agentName: agent }),
        ...(session.trim() !== '' && { sessionId: Number(session.trim()) }),
      };
      await send('POST', '/budgets', request);
      toast(known === undefined ? 'The budget is set' : 'The budget is changed', 'good');
      refresh();
      onClose();
    } catch (error) {
      setWrong({ all: error instanceof ApiError ? error.message : String(error) });
      setBusy(false);
    }
  };

  // What a budget is for is what it is: of a known one only the amounts change.
  const fixed = known !== undefined;
  return (
    <form class="form" onSubmit={event => void save(event)} noValidate>
      {fixed ? <p class="quiet budgets-name">{brief(known.name)}</p> : (
        <Field label="For">
          <select class="field" value={per} onChange={e => setPer(e.currentTarget.value as Per)}>
            {Pers.map(({ value, text }) => <option key={value} value={value}>{text}</option>)}
          </select>
        </Field>
      )}
      <div class="form-pair">
        <Field label="Limit, in dollars" error={wrong.limit}>
          <input autofocus class="field" inputMode="decimal" autoComplete="off" value={limit} aria-invalid={wrong.limit !== undefined} onInput={e => setLimit(e.currentTarget.value)} />
        </Field>
        <Field label="Warn at, in percent" error={wrong.warn}>
          <input class="field" inputMode="decimal" autoComplete="off" value={warn} aria-invalid={wrong.warn !== undefined} onInput={e => setWarn(e.currentTarget.value)} />
        </Field>
      </div>
      {!fixed && (
        <>
          <Combobox
            labelled
            label="Only of a project"
            placeholder="All projects"
            value={project}
            onChange={setProject}
            choices={(projects.data?.rows ?? []).flatMap(row => (row.key === null ? [] : { value: row.key, text: brief(shortPath(row.key), 80), note: brief(row.key, 60) }))}
          />
          <div class="form-pair">
            <Combobox
              labelled
              label="Only of an agent"
              placeholder="All agents"
              value={agent}
              onChange={setAgent}
              choices={(agents.data?.rows ?? []).flatMap(row => (row.key === null ? [] : { value: row.key, text: brief(row.key, 80) }))}
            />
            <Field label="Only of session number" error={wrong.session}>
              <input class="field" inputMode="numeric" autoComplete="off" placeholder="Any" value={session} aria-invalid={wrong.session !== undefined} onInput={e => setSession(e.currentTarget.value)} />
            </Field>
          </div>
        </>
      )}
      {wrong.all !== undefined && <p class="form-wrong" role="alert">{wrong.all}</p>}
      <div class="form-buttons">
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" disabled={busy}>{fixed ? 'Change' : 'Add'}</Button>
      </div>
    </form>
  );
}
