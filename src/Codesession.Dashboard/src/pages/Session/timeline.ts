import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, get } from '../../api/client';
import { version } from '../../api/live';
import type { Schemas } from '../../api/types';

export type TimelineEvent = Schemas['Event'];

interface Page {
  cursor: string | undefined;
  events: TimelineEvent[];
  next: string | null;
}

/** The part of a timeline that has been loaded. */
export interface Timeline {
  events: TimelineEvent[];
  /** There is more to load. */
  more: boolean;
  loading: boolean;
  error: ApiError | undefined;
  /** Loads what follows, or tries again; does nothing while it loads. */
  loadMore(): void;
}

const PageSize = 500;

/** What happened in a session, in its order; `kinds` undefined: all of it. It goes on as the ledger changes. */
export function useTimeline(id: number, kinds: string | undefined): Timeline {
  const [state, setState] = useState<{ pages: Page[]; loading: boolean; error: ApiError | undefined }>({ pages: [], loading: true, error: undefined });
  const at = useRef<{ pages: Page[]; abort: AbortController | undefined; again: boolean }>({ pages: [], abort: undefined, again: false });

  const show = (loading: boolean, error?: ApiError) => setState({ pages: at.current.pages, loading, error });

  // Fetches the page at an index (anew, or the one that follows) in place of what was there.
  const fetchPage = (index: number) => {
    const self = at.current;
    if (self.abort !== undefined) return;
    const abort = new AbortController();
    self.abort = abort;
    const cursor = index === 0 ? undefined : (self.pages[index - 1]!.next ?? undefined);
    if (index >= self.pages.length) show(true);
    get('/sessions/{id}/timeline', { id, cursor, kinds, limit: PageSize }, abort.signal).then(
      page => {
        self.abort = undefined;
        self.pages = [...self.pages.slice(0, index), { cursor, events: page.events, next: page.next }];
        show(false);
        if (self.again) renew();
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        self.abort = undefined;
        show(false, error instanceof ApiError ? error : undefined);
      },
    );
  };

  // What is new stands in the last page.
  const renew = () => {
    const self = at.current;
    self.again = self.abort !== undefined;
    if (!self.again) fetchPage(Math.max(0, self.pages.length - 1));
  };

  useEffect(() => {
    const self = { pages: [] as Page[], abort: undefined as AbortController | undefined, again: false };
    at.current = self;
    show(true);
    fetchPage(0);
    return () => self.abort?.abort();
  }, [id, kinds]);

  const seen = useRef(version.peek());
  useSignalEffect(() => {
    const heard = version.value;
    if (heard === null || heard === seen.current) return;
    const first = seen.current === null;
    seen.current = heard;
    // A timeline that goes on after what is loaded has its news further down.
    if (!first && at.current.pages.at(-1)?.next == null) renew();
  });

  return {
    events: state.pages.length === 1 ? state.pages[0]!.events : state.pages.flatMap(page => page.events),
    more: state.pages.length === 0 || state.pages.at(-1)!.next !== null,
    loading: state.loading,
    error: state.error,
    loadMore() {
      const self = at.current;
      if (self.abort === undefined && (self.pages.length === 0 || self.pages.at(-1)!.next !== null)) fetchPage(self.pages.length);
    },
  };
}
