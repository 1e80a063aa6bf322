import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useAnswer } from '../../api/answers';
import { useQuery } from '../../app/query';
import { useRange } from '../../app/range';
import { Button } from '../../components/Button';
import { Card } from '../../components/Card';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { RangePicker } from '../../components/RangePicker';
import { Skeleton } from '../../components/Skeleton';
import { zone } from '../../format/times';
import { counted } from '../../format/tokens';
import { FilterBar } from './FilterBar';
import { ChunkSize, SessionTable } from './SessionTable';
import { useFilters } from './filters';
import '../../components/Table.css';
import './Sessions.css';

/** All sessions: searched, filtered, sorted; two of them compared. */
export default function Sessions() {
  const filters = useFilters();
  const query = useQuery();
  const range = useRange();
  const params = { ...filters.params, zone };
  const first = useAnswer('/sessions', { ...params, offset: 0, limit: ChunkSize });
  const [picked, setPicked] = useState<readonly number[]>([]);
  const total = first.data?.total;

  // Of three the one picked first gives way.
  const pick = (id: number, on: boolean) => setPicked(on ? [...picked.filter(other => other !== id), id].slice(-2) : picked.filter(other => other !== id));
  const clear = () => query.set({ q: undefined, status: undefined, project: undefined, agent: undefined, model: undefined });

  return (
    <Page
      title="Sessions"
      note={<span role="status">{total === undefined ? ' ' : `${counted(total, 'session')}${filters.narrowed ? ' found' : ''}, ${range.label.toLowerCase()}`}</span>}
      actions={<RangePicker />}
    >
      <FilterBar narrowed={filters.narrowed} onClear={clear} />
      {first.error !== undefined && <ErrorNote error={first.error} />}
      {total === undefined ? (
        first.error === undefined && <Card><Skeleton lines={10} /></Card>
      ) : total === 0 ? (
        <Card dim={first.outdated}><None narrowed={filters.narrowed} allTime={range.name === 'all'} onClear={clear} /></Card>
      ) : (
        <SessionTable params={params} sort={filters.sort} total={total} dim={first.outdated} picked={picked} onPick={pick} />
      )}
      {picked.length > 0 && <Picked ids={picked} onClear={() => setPicked([])} />}
    </Page>
  );
}

function None({ narrowed, allTime, onClear }: { narrowed: boolean; allTime: boolean; onClear: () => void }) {
  const query = useQuery();
  const never = useAnswer('/sessions', { limit: 1 }).data?.total === 0;
  if (narrowed) return <Empty title="No session is like that"><Button onClick={onClear}>Clear the filters</Button></Empty>;
  if (!allTime && !never)
    return (
      <Empty title="No sessions in this time" commands={[{ text: 'cs import', about: 'takes in what agents have logged so far' }]}>
        <Button onClick={() => query.set({ range: 'all', from: undefined, to: undefined }, true)}>Show all time</Button>
      </Empty>
    );
  return (
    <Empty
      title="No sessions yet"
      commands={[
        { text: 'cs import', about: 'takes in what agents have logged so far' },
        { text: 'cs hook install', about: 'records Claude Code from now on' },
        { text: 'cs run claude', about: 'records any agent for one run' },
      ]}
    >
      Each piece of work of an agent becomes a session with its files, commits, calls and cost.
    </Empty>
  );
}

function Picked({ ids, onClear }: { ids: readonly number[]; onClear: () => void }) {
  const { route } = useLocation();
  const bar = useRef<HTMLDivElement>(null);
  const ready = ids.length === 2;
  useEffect(() => {
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open]') === null) onClear();
    };
    addEventListener('keydown', escape);
    return () => removeEventListener('keydown', escape);
  }, [onClear]);
  return (
    <div class="picked" ref={bar} role="region" aria-label="Compare">
      <span class="cut" role="status">{ready ? `Sessions ${ids[0]} and ${ids[1]}` : `Session ${ids[0]}: pick another`}</span>
      <Button kind="quiet" onClick={onClear}>Clear</Button>
      <Button kind="primary" disabled={!ready} onClick={() => route(`/sessions/compare?a=${ids[0]}&b=${ids[1]}`)}>Compare</Button>
    </div>
  );
}
