import { useEffect } from 'preact/hooks';
import { useQuery } from '../../app/query';
import type { Schemas } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Money } from '../../components/Money';
import { Segmented } from '../../components/Segmented';
import { Skeleton } from '../../components/Skeleton';
import { useVirtualRows } from '../../components/virtualRows';
import { exactTime } from '../../format/times';
import { brief } from '../../format/text';
import { count, tokens } from '../../format/tokens';
import { useTimeline, type TimelineEvent } from './timeline';

const Kinds = [
  { value: '', text: 'All' },
  { value: 'call', text: 'Calls' },
  { value: 'file', text: 'Files' },
  { value: 'commit', text: 'Commits' },
  { value: 'note', text: 'Notes' },
] as const;

const clock = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });

/** What happened in a session, in its order; it loads on as one scrolls. */
export function TimelineList({ session }: { session: Schemas['Session'] }) {
  const query = useQuery();
  const kind = Kinds.find(known => known.value === query.get('kind'))?.value ?? '';
  const timeline = useTimeline(session.id, kind === '' ? undefined : kind);
  const { events, more, loading, error, loadMore } = timeline;
  const list = useVirtualRows({ count: events.length, height: 46 });
  const last = list.rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !loading && error === undefined && last >= events.length - 60) loadMore();
  });
  return (
    <>
      <div class="timeline-head">
        <Segmented label="Kind" value={kind} options={Kinds} onChange={value => query.set({ kind: value })} />
        <span class="muted" role="status">{events.length > 0 && `${count(events.length)}${more ? ' loaded so far' : ' in all'}`}</span>
      </div>
      <div class="timeline" ref={list.listRef} role="list" aria-label="Timeline" style={{ height: `${list.total}px` }}>
        {list.rows.map(({ index, top }) => {
          const event = events[index];
          return event === undefined ? null : (
            <div
              key={index}
              ref={list.measure}
              data-index={index}
              role="listitem"
              aria-posinset={index + 1}
              aria-setsize={more ? -1 : events.length}
              class={`event event-${event.kind}`}
              style={{ transform: `translateY(${top}px)` }}
            >
              <Moment event={event} before={events[index - 1]} />
              <span class="event-sign" aria-hidden="true" />
              <EventView event={event} session={session} />
            </div>
          );
        })}
      </div>
      {error !== undefined && <ErrorNote error={error} retry={loadMore} />}
      {loading && events.length === 0 && <Skeleton lines={6} />}
      {!loading && !more && events.length === 0 && error === undefined && (
        <Empty title={kind === '' ? 'Nothing happened yet' : 'Nothing of this kind'} commands={kind === 'note' ? [{ text: `cs note -s ${session.id} "…"` }] : []} />
      )}
    </>
  );
}

function Moment({ event, before }: { event: TimelineEvent; before: TimelineEvent | undefined }) {
  const at = new Date(event.time);
  const newDay = before === undefined || new Date(before.time).toDateString() !== at.toDateString();
  return (
    <time class="event-time" dateTime={event.time} title={exactTime(event.time)}>
      {clock.format(at)}
      {newDay && <span class="event-day">{day.format(at)}</span>}
    </time>
  );
}

function EventView({ event, session }: { event: TimelineEvent; session: Schemas['Session'] }) {
  switch (event.kind) {
    case 'call':
      return event.call === undefined ? null : <CallView call={event.call} />;
    case 'file':
      return event.file === undefined ? null : (
        <div class="event-text">
          <span class="event-line"><span class="quiet">{event.file.changeType}</span> <span class="mono cut" title={brief(event.file.filePath)}>{brief(event.file.filePath, 1000)}</span><Evidence of={event.file.evidence} /></span>
        </div>
      );
    case 'commit':
      return event.commit === undefined ? null : (
        <div class="event-text">
          <span class="event-line"><span class="mono quiet">{event.commit.hash.slice(0, 12)}</span> <span class="cut" title={brief(event.commit.message)}>{brief(event.commit.message.split('\n')[0]!, 1000)}</span><Evidence of={event.commit.evidence} /></span>
        </div>
      );
    case 'note':
      return event.note === undefined ? null : <div class="event-text"><p class="event-note">{brief(event.note.message, 5000)}</p></div>;
    case 'start':
      return <div class="event-text quiet">The session starts</div>;
    case 'end':
      return <div class="event-text"><p class="event-note quiet">The session ends{session.notes ? `: ${brief(session.notes, 200)}` : ''}</p></div>;
  }
}

/** How it is known, where it is not from the session itself. */
export function Evidence({ of }: { of: string | undefined }) {
  return of === undefined ? null : <Badge>{brief(of, 40)}</Badge>;
}

function CallView({ call }: { call: Schemas['Call'] }) {
  return (
    <div class="event-text event-call-text">
      <span class="event-line">
        <span class="event-model cut" title={brief(`${call.provider}/${call.model}`)}>{brief(call.model, 300)}</span>
        {call.agentName !== undefined && <span class="quiet cut" title={brief(call.agentName)}>{brief(call.agentName, 100)}</span>}
        <span class="muted event-source">{brief(call.source, 40)}</span>
        {call.partial === true && <Badge tone="warn">cut off</Badge>}
      </span>
      <span class="event-figures">
        <span class="muted cut">{classes(call)}</span>
        <span class="event-tokens" title={`${count(call.tokens)} tokens`}>{tokens(call.tokens)}<span class="only-read"> tokens</span></span>
        <span class="event-cost">{call.cost === null ? <Badge tone="warn">unpriced</Badge> : <Money dollars={call.cost} />}</span>
      </span>
    </div>
  );
}

// The cache's tokens are part of the prompt, the reasoning is part of the completion.
function classes(call: Schemas['Call']): string {
  if (call.promptTokens === undefined && call.completionTokens === undefined) return '';
  const read = call.cacheReadTokens ?? 0;
  const written = call.cacheWriteTokens ?? 0;
  const words = [`${tokens(Math.max(0, (call.promptTokens ?? 0) - read - written))} in`];
  if (read > 0) words.push(`${tokens(read)} read`);
  if (written > 0) words.push(`${tokens(written)} written`);
  words.push(`${tokens(call.completionTokens ?? 0)} out`);
  if ((call.reasoningTokens ?? 0) > 0) words.push(`${tokens(call.reasoningTokens!)} of it reasoning`);
  return words.join(' · ');
}
