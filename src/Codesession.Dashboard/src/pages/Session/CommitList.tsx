import { useState } from 'preact/hooks';
import { useAnswer } from '../../api/answers';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Money } from '../../components/Money';
import { Skeleton } from '../../components/Skeleton';
import { Time } from '../../components/Time';
import { brief } from '../../format/text';
import { count, counted } from '../../format/tokens';
import type { Schemas } from '../../api/types';
import { Diff } from './Diff';
import { Disclosure } from './Disclosure';
import { Evidence } from './TimelineList';

const Step = 200;

/** The commits of a session: what the calls that led to each cost, and its diff on demand. */
export function CommitList({ id }: { id: number }) {
  const { data, error } = useAnswer('/sessions/{id}/commits', { id });
  const [shown, setShown] = useState(Step);
  if (data === undefined) return error === undefined ? <Skeleton lines={6} /> : <ErrorNote error={error} />;
  if (data.commits.length === 0)
    return <Empty title="No commits">Commits are those made in the session's folder while it went on; an active session's are taken down when it ends.</Empty>;
  const rest = data.commits.length - shown;
  return (
    <>
      <p class="list-about muted">A commit costs what the calls since the one before it cost.</p>
      <ul class="disclosures">
        {data.commits.slice(0, shown).map(commit => (
          <Disclosure key={commit.id} head={<Message commit={commit} />} aside={<Cost commit={commit} />}>
            {() => (
              <>
                {commit.message.includes('\n') && <p class="commit-message">{brief(commit.message, 20_000)}</p>}
                <Diff id={id} hash={commit.hash} />
              </>
            )}
          </Disclosure>
        ))}
        {data.rest !== null && data.rest.calls > 0 && (
          <li class="disclosure disclosure-rest">
            <span class="quiet">After the last commit</span>
            <Cost commit={data.rest} />
          </li>
        )}
      </ul>
      {rest > 0 && <p class="list-more"><Button onClick={() => setShown(shown + Step)}>Show {count(Math.min(rest, Step))} more of {count(rest)}</Button></p>}
    </>
  );
}

function Message({ commit }: { commit: Schemas['CommitCost'] }) {
  return (
    <>
      <span class="mono quiet">{commit.hash.slice(0, 12)}</span>
      <span class="cut" title={brief(commit.message)}>{brief(commit.message.split('\n')[0]!, 1000)}</span>
      <Evidence of={commit.evidence} />
      <span class="muted commit-time"><Time at={commit.timestamp} /></span>
    </>
  );
}

function Cost({ commit }: { commit: { calls: number | null; unpriced: number | null; cost: number | null } }) {
  if (commit.calls === null) return <span class="commit-cost muted" title="No calls were recorded that would tell">unknown</span>;
  return (
    <span class="commit-cost">
      <span class="muted">{counted(commit.calls, 'call')}</span>
      <Money dollars={commit.cost} unpriced={commit.unpriced ?? 0} calls={commit.calls} />
    </span>
  );
}
