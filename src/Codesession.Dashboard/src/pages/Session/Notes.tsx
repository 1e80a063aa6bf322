import { Button } from '../../components/Button';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Skeleton } from '../../components/Skeleton';
import { Time } from '../../components/Time';
import type { Schemas } from '../../api/types';
import { brief } from '../../format/text';
import { useTimeline } from './timeline';

/** The notes that were taken in a session. */
export function Notes({ session }: { session: Schemas['Session'] }) {
  const { events, more, loading, error, loadMore } = useTimeline(session.id, 'note');
  const notes = events.flatMap(event => event.note ?? []);
  if (error !== undefined) return <ErrorNote error={error} retry={loadMore} />;
  if (loading && notes.length === 0) return <Skeleton lines={3} />;
  if (notes.length === 0) return <Empty title="No notes" commands={[{ text: `cs note -s ${session.id} "…"`, about: 'adds one' }]} />;
  return (
    <>
      <ul class="notes">
        {notes.map(note => (
          <li key={note.id}>
            <span class="muted"><Time at={note.timestamp} /></span>
            <p>{brief(note.message, 20_000)}</p>
          </li>
        ))}
      </ul>
      {more && <p class="list-more"><Button disabled={loading} onClick={loadMore}>Show more</Button></p>}
    </>
  );
}
