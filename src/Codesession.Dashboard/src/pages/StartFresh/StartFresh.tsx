import { useEffect, useState } from 'preact/hooks';
import { refresh, useAnswer } from '../../api/answers';
import { ApiError, send } from '../../api/client';
import type { Schemas } from '../../api/types';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { Command } from '../../components/Command';
import { ErrorNote } from '../../components/ErrorNote';
import { Field } from '../../components/Field';
import { Note } from '../../components/Note';
import { Page } from '../../components/Page';
import { brief } from '../../format/text';
import { counted } from '../../format/tokens';
import './StartFresh.css';

type Freshened = Schemas['Freshened'];

const Words = 'start fresh';

/** Empties the ledger after a backup, for who really means it. */
export default function StartFresh() {
  const sessions = useAnswer('/sessions', { limit: 1 });
  const server = useAnswer('/server', {});
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const [done, setDone] = useState<Freshened>();
  const sure = typed.trim().toLowerCase() === Words;

  const start = async (event: Event) => {
    event.preventDefault();
    if (!sure || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      setDone(await send<Freshened>('POST', '/start-fresh', { confirm: Words }));
      setTyped('');
      refresh();
    } catch (error) {
      setError(error instanceof ApiError ? error : new ApiError('internal', String(error), 0));
    }
    setBusy(false);
  };

  if (done !== undefined) return <Done done={done} onBack={() => setDone(undefined)} />;
  const total = sessions.data?.total;
  return (
    <Page title="Start Fresh" note={server.data === undefined ? ' ' : <>The ledger is <code>{brief(server.data.ledger, 300)}</code>.</>}>
      <Card title="1. Keep what there is" note="Optional: files that other programs can read. The backup is written in any case.">
        <div class="fresh-exports">
          <a class="button button-plain" href="/api/v1/export?format=json" download="codesession.json">Export as JSON</a>
          <a class="button button-plain" href="/api/v1/export?format=csv" download="codesession.csv">Export as CSV</a>
        </div>
      </Card>
      <Card title="2. Begin with an empty ledger">
        <form class="fresh" onSubmit={event => void start(event)}>
          <p>
            {total === 0 ? 'The ledger has no sessions.' : <>{total === undefined ? 'All sessions' : counted(total, 'session')} with their calls, files, commits and notes are removed.</>}
            {' '}Before that, a backup of the whole ledger is written beside it, which <code>cs restore</code> takes back.
            Budgets stay, but for those of single sessions, and so do your own prices. Agents’ own logs are left alone.
          </p>
          <Field label={`Type “${Words}” to go on`}>
            <input class="field" autoComplete="off" spellcheck={false} value={typed} onInput={e => setTyped(e.currentTarget.value)} />
          </Field>
          {error !== undefined && <ErrorNote error={error} retry={() => setError(undefined)} />}
          <div><Button kind="danger" type="submit" disabled={!sure || busy}>{busy ? 'Writing the backup …' : 'Start fresh'}</Button></div>
        </form>
      </Card>
    </Page>
  );
}

function Done({ done, onBack }: { done: Freshened; onBack: () => void }) {
  // The field that had the focus is gone.
  useEffect(() => document.querySelector<HTMLElement>('main h1')?.focus(), []);
  return (
    <Page title="Start Fresh">
      <Card title="The ledger is empty">
        <div class="fresh" role="status">
          <p>{counted(done.sessions, 'session')} with {counted(done.calls, 'call')} were removed. They are all in the backup:</p>
          <p class="mono fresh-path">{done.backup}</p>
          <p>This takes them back:</p>
          <Command text={`cs restore ${quoted(done.backup)}`} />
          <Note tone="plain">Keep the backup for as long as you may want it; nothing removes it.</Note>
          <div class="fresh-exports"><a class="button button-primary" href="/">To the overview</a><Button onClick={onBack}>Back</Button></div>
        </div>
      </Card>
    </Page>
  );
}

// A path with spaces is one word to a shell only in quotes.
function quoted(path: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(path) ? path : `"${path}"`;
}
