import { useAnswer } from '../../api/answers';
import { Card } from '../../components/Card';
import { ErrorNote } from '../../components/ErrorNote';
import { Skeleton } from '../../components/Skeleton';
import type { Schemas } from '../../api/types';
import { brief } from '../../format/text';
import { counted } from '../../format/tokens';

const Shown = 500;

type Session = Schemas['ListedSession'];

/** The files that both sessions changed. Those of two projects are not the same, though their names may be. */
export function CommonFiles({ a, b }: { a: Session; b: Session }) {
  return projectOf(a) === projectOf(b) ? <Common a={a.id} b={b.id} /> : <Card title="Files in common"><p class="muted">None: they worked in different projects.</p></Card>;
}

function Common({ a, b }: { a: number; b: number }) {
  const left = useAnswer('/sessions/{id}/files', { id: a });
  const right = useAnswer('/sessions/{id}/files', { id: b });
  const error = left.error ?? right.error;
  if (left.data === undefined || right.data === undefined)
    return <Card title="Files in common">{error === undefined ? <Skeleton lines={3} /> : <ErrorNote error={error} />}</Card>;
  const first = pathsOf(left.data.files);
  const second = pathsOf(right.data.files);
  const common = [...first].filter(path => second.has(path)).sort();
  return (
    <Card title="Files in common" note={`${counted(common.length, 'file')} of ${first.size} and ${second.size}`}>
      {common.length === 0 ? <p class="muted">None.</p> : (
        <ul class="compare-files">
          {common.slice(0, Shown).map(path => <li key={path} class="mono cut" title={brief(path)}>{brief(path, 1000)}</li>)}
          {common.length > Shown && <li class="muted">and {common.length - Shown} more</li>}
        </ul>
      )}
    </Card>
  );
}

function projectOf(session: Session): string {
  return session.gitRoot ?? session.workingDirectory;
}

function pathsOf(files: readonly Schemas['FileChange'][]): Set<string> {
  return new Set(files.map(file => file.filePath));
}
