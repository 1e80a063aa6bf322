import { useState } from 'preact/hooks';
import { useAnswer } from '../../api/answers';
import { Badge } from '../../components/Badge';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Skeleton } from '../../components/Skeleton';
import { brief } from '../../format/text';
import { count } from '../../format/tokens';
import { Diff } from './Diff';
import { Disclosure } from './Disclosure';
import { Evidence } from './TimelineList';

const Step = 200;
const Tones = { created: 'good', modified: 'plain', deleted: 'bad' } as const;

/** The files that a session changed, each with its diff on demand. */
export function FileList({ id }: { id: number }) {
  const { data, error } = useAnswer('/sessions/{id}/files', { id });
  const [shown, setShown] = useState(Step);
  if (data === undefined) return error === undefined ? <Skeleton lines={6} /> : <ErrorNote error={error} />;
  if (data.files.length === 0)
    return <Empty title="No file changed">Files are those that git says have changed since the session started; an active session's are taken down when it ends.</Empty>;
  const rest = data.files.length - shown;
  return (
    <>
      <ul class="disclosures">
        {data.files.slice(0, shown).map(file => (
          <Disclosure
            key={file.id}
            head={<><span class="mono cut" title={brief(file.filePath)}>{brief(file.filePath, 1000)}</span><Badge tone={Tones[file.changeType]}>{file.changeType}</Badge><Evidence of={file.evidence} /></>}
          >
            {() => <Diff id={id} path={file.filePath} />}
          </Disclosure>
        ))}
      </ul>
      {rest > 0 && <p class="list-more"><Button onClick={() => setShown(shown + Step)}>Show {count(Math.min(rest, Step))} more of {count(rest)}</Button></p>}
    </>
  );
}
