import { signal } from '@preact/signals';
import { request, signedOut } from './client';

/** The version of the ledger as last heard of; null: nothing was heard yet. Answers of another version are out of date. */
export const version = signal<number | null>(null);

/** Whether changes are being heard of. */
export const link = signal<'connecting' | 'live' | 'reconnecting'>('connecting');

type Heard = { version: number | null; link: 'connecting' | 'live' | 'reconnecting' };

// HTTP/1.1 allows a browser six connections to a host, so one tab holds the stream and tells the others.
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('codesession-live') : null;
let listening = false;

/** Begins to listen; safe to call again. */
export function listen(): void {
  if (listening) return;
  listening = true;
  // Locks are missing where the page came over plain http from another machine: then each tab has a stream of its own.
  if (channel === null || !('locks' in navigator)) {
    void hold(() => {});
    return;
  }
  let holds = false;
  const tell = () => channel.postMessage({ version: version.value, link: link.value } satisfies Heard);
  channel.onmessage = (message: MessageEvent<Heard | 'ask'>) => {
    if (message.data === 'ask') {
      if (holds) tell();
    } else if (!holds) hear(message.data);
  };
  channel.postMessage('ask');
  void navigator.locks.request('codesession-live', () => {
    holds = true;
    return hold(tell);
  });
}

function hear(heard: Heard): void {
  link.value = heard.link;
  if (heard.version !== null) version.value = heard.version;
}

/** Keeps a stream open for as long as the tab lives. */
async function hold(tell: () => void): Promise<never> {
  for (let failures = 0; ; failures++) {
    if (signedOut.value) await until(() => !signedOut.value);
    const lasted = await stream(tell);
    if (lasted) failures = 0;
    link.value = 'reconnecting';
    tell();
    await pause(Math.min(30_000, 500 * 2 ** failures) * (0.75 + Math.random() / 2));
    // A stream does not say why it was refused; a plain request does (401: the dashboard was started anew).
    await request('GET', '/api/v1/server').catch(() => {});
  }
}

/** One stream until it ends; true if it ever was open. */
function stream(tell: () => void): Promise<boolean> {
  return new Promise(resolve => {
    const source = new EventSource('/api/v1/events');
    let opened = false;
    source.onopen = () => {
      opened = true;
      link.value = 'live';
      tell();
    };
    source.addEventListener('change', event => {
      version.value = (JSON.parse(event.data) as { version: number }).version;
      tell();
    });
    source.onerror = () => {
      source.close();
      resolve(opened);
    };
  });
}

/** Waits; a return of the tab or of the network ends the wait. */
function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      document.removeEventListener('visibilitychange', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
    document.addEventListener('visibilitychange', done);
  });
}

function until(condition: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const stop = signedOut.subscribe(() => {
      if (!condition()) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}
