import { useRoute } from 'preact-iso/router';
import { useAnswer } from '../../api/answers';
import { useQuery } from '../../app/query';
import type { AnswerOf, Schemas } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Card, Grid } from '../../components/Card';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Figure } from '../../components/Figure';
import { Icon } from '../../components/Icon';
import { Money } from '../../components/Money';
import { Note } from '../../components/Note';
import { Page } from '../../components/Page';
import { Skeleton } from '../../components/Skeleton';
import { Tabs } from '../../components/Tabs';
import { Duration, Time } from '../../components/Time';
import { Tokens } from '../../components/Tokens';
import { folderName } from '../../format/paths';
import { brief } from '../../format/text';
import { count, counted, share } from '../../format/tokens';
import { BudgetList } from './BudgetList';
import { CommitList } from './CommitList';
import { FileList } from './FileList';
import { ModelTable } from './ModelTable';
import { Notes } from './Notes';
import { TimelineList } from './TimelineList';
import '../../components/Button.css';
import './Session.css';

const TabNames = ['timeline', 'files', 'commits', 'notes'] as const;
type Tab = (typeof TabNames)[number];

/** One session with all that belongs to it. */
export default function Session() {
  const { params } = useRoute();
  const id = /^\d{1,15}$/.test(params['id'] ?? '') ? Number(params['id']) : null;
  const { data, error, outdated } = useAnswer(id === null ? null : '/sessions/{id}', { id: id ?? 0 });
  const unknown = id === null || error?.code === 'session_not_found';
  const known = unknown || outdated ? undefined : data;
  // One page for all of it, as its heading has the focus from the arrival on.
  return (
    <Page
      title={unknown ? 'No such session' : brief(known?.session.name ?? '', 1000) || `Session ${id}`}
      note={known === undefined ? undefined : <About session={known.session} />}
      actions={known === undefined ? undefined : (
        <>
          <a class="button button-plain" href={`/sessions/compare?a=${known.session.id}`}>Compare</a>
          <Neighbour id={known.previous} text="Previous session" icon="left" />
          <Neighbour id={known.next} text="Next session" icon="right" />
        </>
      )}
    >
      {unknown ? (
        <Card>
          <Empty title={`There is no session ${brief(params['id'] ?? '', 40)}`}>
            It may have been removed. <a class="link" href="/sessions?range=all">See all sessions</a>
          </Empty>
        </Card>
      ) : (
        <>
          {error !== undefined && <ErrorNote error={error} />}
          {known !== undefined ? <Content key={id} answer={known} /> : error === undefined && <Card><Skeleton lines={6} /></Card>}
        </>
      )}
    </Page>
  );
}

function About({ session }: { session: Schemas['ListedSession'] }) {
  const folder = session.gitRoot ?? session.workingDirectory;
  const agents = session.agents.join(', ');
  return (
    <span class="session-about">
      {session.status === 'active' ? <Badge tone="good" dot>Active</Badge> : <Badge>Completed</Badge>}
      <span>#{session.id}</span>
      <span><Time at={session.startTime} />{session.endTime !== null && <> – <Time at={session.endTime} /></>}</span>
      <a class="link cut" href={`/sessions?range=all&project=${encodeURIComponent(folder.slice(0, 1000))}`} title={brief(folder)}>{brief(folderName(folder), 80)}</a>
      {session.branch !== undefined && <span class="cut" title={brief(session.branch)}>{brief(session.branch, 80)}</span>}
      {agents !== '' && <span class="cut" title={brief(agents)}>{brief(agents, 120)}</span>}
    </span>
  );
}

function Content({ answer: { session, models, budgets } }: { answer: AnswerOf<'/sessions/{id}'> }) {
  const query = useQuery();
  const tab: Tab = TabNames.find(known => known === query.get('tab')) ?? 'timeline';
  const cacheReads = models.reduce((sum, model) => sum + model.cacheReadTokens, 0);
  const input = models.reduce((sum, model) => sum + model.inputTokens + model.cacheReadTokens + model.cacheWriteTokens, 0);
  const unpriced = session.unpricedCalls ?? 0;
  return (
    <>
      {session.notes !== null && session.notes !== '' && <p class="session-note">{brief(session.notes, 5000)}</p>}
      {unpriced > 0 && (
        <Note actions={<a class="link" href="/pricing">Set a price</a>}>
          {counted(unpriced, 'call')} of {count(session.calls)} without a known price, not in the cost.
        </Note>
      )}
      <Card>
        <div class="figures-room">
          <div class="figures">
            <Figure label="Cost"><Money dollars={session.aiCost} unpriced={unpriced} calls={session.calls} /></Figure>
            <Figure label="Duration"><Duration seconds={session.duration} since={session.startTime} /></Figure>
            <Figure label="Calls">{count(session.calls)}</Figure>
            <Figure label="Tokens" note={input > 0 ? `${share(cacheReads, input)} of input from cache` : undefined}><Tokens value={session.aiTokens} /></Figure>
            <Figure label="Files">{count(session.filesChanged)}</Figure>
            <Figure label="Commits">{count(session.commits)}</Figure>
          </div>
        </div>
      </Card>
      {(models.length > 0 || budgets.length > 0) && (
        <Grid min="l">
          {models.length > 0 && <Card title="By model" span="two" flush><ModelTable models={models} /></Card>}
          {budgets.length > 0 && <Card title="Budgets" actions={<a class="link" href="/budgets">All budgets</a>}><BudgetList budgets={budgets} /></Card>}
        </Grid>
      )}
      <div class="card session-parts">
        <Tabs
          label="Parts of the session"
          value={tab}
          onChange={value => query.set({ tab: value === 'timeline' ? undefined : value })}
          tabs={[
            { value: 'timeline', text: 'Timeline' },
            { value: 'files', text: 'Files', count: session.filesChanged },
            { value: 'commits', text: 'Commits', count: session.commits },
            { value: 'notes', text: 'Notes' },
          ]}
        >
          {tab === 'timeline' && <TimelineList session={session} />}
          {tab === 'files' && <FileList id={session.id} />}
          {tab === 'commits' && <CommitList id={session.id} />}
          {tab === 'notes' && <Notes session={session} />}
        </Tabs>
      </div>
    </>
  );
}

function Neighbour({ id, text, icon }: { id: number | null; text: string; icon: 'left' | 'right' }) {
  const label = id === null ? text : `${text}: ${id}`;
  return id === null
    ? <span class="button button-plain button-bare session-none" aria-hidden="true"><Icon name={icon} /></span>
    : <a class="button button-plain button-bare" href={`/sessions/${id}`} aria-label={label} title={label}><Icon name={icon} /></a>;
}
