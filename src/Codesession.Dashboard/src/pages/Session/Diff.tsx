import { useEffect, useState } from 'preact/hooks';
import { ApiError, get } from '../../api/client';
import { ErrorNote } from '../../components/ErrorNote';
import { Skeleton } from '../../components/Skeleton';
import { PatchView } from './PatchView';

type Patch = { patch: string; truncated: boolean };

/** A patch, asked for when it is shown: of a file of a session, or of a commit. */
export function Diff({ id, path, hash }: { id: number; path?: string; hash?: string }) {
  const [state, setState] = useState<Patch | ApiError>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const asked: Promise<Patch> = hash === undefined
      ? get('/sessions/{id}/files/diff', { id, path: path! }, abort.signal)
      : get('/sessions/{id}/commits/{hash}/diff', { id, hash }, abort.signal);
    asked.then(setState, (error: unknown) => {
      if (!abort.signal.aborted) setState(error instanceof ApiError ? error : new ApiError('internal', String(error), 0));
    });
    return () => abort.abort();
  }, [id, path, hash, tries]);
  if (state === undefined) return <Skeleton lines={4} />;
  if (state instanceof ApiError) {
    const again = () => {
      setState(undefined);
      setTries(tries + 1);
    };
    return <ErrorNote error={state} retry={again} />;
  }
  return <PatchView patch={state.patch} truncated={state.truncated} />;
}
