import { effect, signal, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { ApiError, request, urlOf } from './client';
import { today } from './clock';
import { link, version } from './live';
import type { AnswerOf, GetPath, ParamsOf } from './types';

/** What is known of an answer. Old data stays while new is fetched. */
export interface Answer<T> {
  data: T | undefined;
  error: ApiError | undefined;
  /** A request is under way. */
  fetching: boolean;
  /** The data answer another question than the one asked now: the one before it. */
  outdated: boolean;
}

interface Entry {
  url: string;
  state: Signal<{ data: unknown; error: ApiError | undefined; fetching: boolean }>;
  /** The ledger's version when it was asked for; undefined: never asked, or to be asked again. */
  asked: number | null | undefined;
  users: number;
  abort: AbortController | undefined;
}

const Kept = 60;
const entries = new Map<string, Entry>();

/** Asks before anything is drawn; a component that uses the answer finds it under way. */
export function ask<P extends GetPath>(path: P, params: ParamsOf<P>): void {
  fetchInto(entryOf(urlOf(path, params)));
}

/** Has everything on the page asked again: after a change that the ledger's version does not tell of, as of prices. */
export function refresh(): void {
  for (const entry of entries.values()) {
    entry.asked = undefined;
    if (entry.users > 0) fetchInto(entry);
  }
}

/** An answer of the API, kept true: it is fetched again when the ledger changes. No path: nothing is asked. */
export function useAnswer<P extends GetPath>(path: P | null, params: ParamsOf<P>): Answer<AnswerOf<P>> {
  const url = path === null ? null : urlOf(path, params);
  const before = useRef<{ path: string; data: unknown } | null>(null);
  const entry = useMemo(() => (url === null ? null : entryOf(url)), [url]);
  useEffect(() => (entry === null ? undefined : hold(entry)), [entry]);
  if (entry === null || path === null) return { data: undefined, error: undefined, fetching: false, outdated: false };

  const { data, error, fetching } = entry.state.value;
  if (data !== undefined) before.current = { path, data };
  const shown = data ?? (before.current?.path === path ? before.current.data : undefined);
  return {
    data: shown as AnswerOf<P> | undefined,
    error,
    fetching: fetching || entry.asked === undefined,
    outdated: data === undefined && shown !== undefined,
  };
}

function entryOf(url: string): Entry {
  const known = entries.get(url);
  if (known !== undefined) return known;
  for (const [key, entry] of entries) {
    if (entries.size < Kept) break;
    if (entry.users === 0) entries.delete(key);
  }
  const entry: Entry = {
    url,
    state: signal({ data: undefined, error: undefined, fetching: false }) as Entry['state'],
    asked: undefined,
    users: 0,
    abort: undefined,
  };
  entries.set(url, entry);
  return entry;
}

function hold(entry: Entry): () => void {
  entry.users++;
  if (isOld(entry)) fetchInto(entry);
  return () => {
    if (--entry.users > 0) return;
    // Nobody waits for it any more; but a component that is only drawn anew takes it up again at once.
    queueMicrotask(() => {
      if (entry.users === 0) entry.abort?.abort();
    });
  };
}

function isOld(entry: Entry): boolean {
  return entry.asked === undefined || (version.peek() !== null && entry.asked !== version.peek());
}

function fetchInto(entry: Entry): void {
  // One that is under way is let finish, or a busy ledger would never be shown; it is asked again after that.
  if (entry.abort !== undefined) return;
  const abort = new AbortController();
  entry.abort = abort;
  entry.asked = version.peek();
  entry.state.value = { ...entry.state.peek(), fetching: true };
  request('GET', entry.url, undefined, abort.signal).then(
    data => settle(entry, { data, error: undefined, fetching: false }),
    (error: unknown) => {
      if (abort.signal.aborted) entry.asked = undefined;
      const told = error instanceof ApiError ? error : undefined;
      settle(entry, { data: entry.state.peek().data, error: told, fetching: false });
    },
  );
}

function settle(entry: Entry, state: { data: unknown; error: ApiError | undefined; fetching: boolean }): void {
  entry.abort = undefined;
  entry.state.value = state;
  if (entry.users > 0 && isOld(entry) && state.error === undefined) fetchInto(entry);
}

effect(() => {
  if (version.value === null) return;
  for (const entry of entries.values()) if (entry.users > 0 && isOld(entry)) fetchInto(entry);
});

// A day that begins by the user's clock changes what today is, though nothing in the ledger does.
let day = today.peek();
effect(() => {
  if (today.value === day) return;
  day = today.value;
  refresh();
});

// What happened while nothing was heard is not known.
let lost = false;
effect(() => {
  if (link.value === 'reconnecting') lost = true;
  else if (link.value === 'live' && lost) {
    lost = false;
    refresh();
  }
});
