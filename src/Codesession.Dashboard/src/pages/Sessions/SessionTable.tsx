import { useAnswer } from '../../api/answers';
import { useQuery } from '../../app/query';
import type { ParamsOf, Schemas } from '../../api/types';
import { Icon } from '../../components/Icon';
import { Money } from '../../components/Money';
import { Duration, Time } from '../../components/Time';
import { Tokens } from '../../components/Tokens';
import { useVirtualRows } from '../../components/virtualRows';
import { shortPath } from '../../format/paths';
import { brief } from '../../format/text';
import { count } from '../../format/tokens';
import type { SortKey } from './filters';

type Session = Schemas['ListedSession'];
type Params = Omit<ParamsOf<'/sessions'>, 'offset' | 'limit'>;

/** So many rows are asked for at once. */
export const ChunkSize = 100;
const RowHeight = 52;

interface Column {
  key: string;
  title: string;
  sort?: SortKey;
  numeric?: boolean;
}

const Columns: readonly Column[] = [
  { key: 'name', title: 'Session', sort: 'name' },
  { key: 'by', title: 'Agents and models' },
  { key: 'start', title: 'Started', sort: 'start' },
  { key: 'duration', title: 'Duration', sort: 'duration', numeric: true },
  { key: 'cost', title: 'Cost', sort: 'cost', numeric: true },
  { key: 'calls', title: 'Calls', sort: 'calls', numeric: true },
  { key: 'tokens', title: 'Tokens', sort: 'tokens', numeric: true },
  { key: 'files', title: 'Files', sort: 'files', numeric: true },
  { key: 'commits', title: 'Commits', sort: 'commits', numeric: true },
];

interface Props {
  params: Params;
  sort: { key: SortKey; descending: boolean };
  total: number;
  /** What is shown is of filters that were set before. */
  dim: boolean;
  picked: readonly number[];
  onPick: (id: number, on: boolean) => void;
}

/** The list of sessions: rows come in chunks as the page scrolls, and stay true while the ledger changes. */
export function SessionTable({ params, sort, total, dim, picked, onPick }: Props) {
  const list = useVirtualRows({ count: total, height: RowHeight });
  const chunks = [...new Set(list.rows.map(row => Math.floor(row.index / ChunkSize)))];
  return (
    <div class={dim ? 'sessions sessions-dim' : 'sessions'} role="table" aria-label="Sessions" aria-rowcount={total + 1} aria-busy={dim}>
      <div role="rowgroup" class="sessions-head">
        <div role="row" aria-rowindex={1} class="sessions-row">
          <span role="columnheader" class="c-pick"><span class="only-read">Compare</span></span>
          {Columns.map(column => <Header key={column.key} column={column} sort={sort} />)}
        </div>
      </div>
      <div role="rowgroup" class="sessions-body" ref={list.listRef} style={{ height: `${list.total}px` }}>
        {chunks.map(chunk => (
          <Chunk key={chunk} chunk={chunk} rows={list.rows.filter(row => Math.floor(row.index / ChunkSize) === chunk)} params={params} picked={picked} onPick={onPick} />
        ))}
      </div>
    </div>
  );
}

function Header({ column, sort }: { column: Column; sort: Props['sort'] }) {
  const query = useQuery();
  const sorted = column.sort === sort.key;
  const order = () => {
    const ascending = sorted ? sort.descending : column.sort === 'name';
    query.set({ sort: column.sort, order: ascending ? 'asc' : undefined });
  };
  return (
    <span role="columnheader" class={`c-${column.key}`} aria-sort={column.sort === undefined ? undefined : sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      {column.sort === undefined ? column.title : (
        <button type="button" class="table-sort" onClick={order}>
          {column.title}
          {sorted && <Icon name={sort.descending ? 'down' : 'up'} />}
        </button>
      )}
    </span>
  );
}

interface ChunkProps extends Pick<Props, 'params' | 'picked' | 'onPick'> {
  chunk: number;
  rows: readonly { index: number; top: number }[];
}

// A chunk asks by itself: only those in sight are asked for, and again when the ledger changes.
function Chunk({ chunk, rows, params, picked, onPick }: ChunkProps) {
  const { data } = useAnswer('/sessions', { ...params, offset: chunk * ChunkSize, limit: ChunkSize });
  return (
    <>
      {rows.map(({ index, top }) => {
        const session = data?.sessions[index - chunk * ChunkSize];
        return (
          <div key={index} role="row" aria-rowindex={index + 2} class="sessions-row" style={{ transform: `translateY(${top}px)` }}>
            {session === undefined ? <Waiting /> : <Cells session={session} picked={picked.includes(session.id)} onPick={onPick} />}
          </div>
        );
      })}
    </>
  );
}

function Waiting() {
  return <><span role="cell" class="c-pick" /><span role="cell" class="c-name"><span class="sessions-wait" /><span class="only-read">Loading</span></span></>;
}

function Cells({ session, picked, onPick }: { session: Session; picked: boolean; onPick: Props['onPick'] }) {
  const active = session.status === 'active';
  const folder = session.gitRoot ?? session.workingDirectory;
  const by = [...session.agents, ...session.models].join(', ');
  return (
    <>
      <span role="cell" class="c-pick">
        <input type="checkbox" checked={picked} aria-label={`Compare session ${session.id}`} onChange={e => onPick(session.id, e.currentTarget.checked)} />
      </span>
      <span role="cell" class="c-name">
        <span class="sessions-title">
          {active && <span class="sessions-live" title="active"><span class="only-read">active: </span></span>}
          <a href={`/sessions/${session.id}`} class="cut sessions-link" title={session.name.length > 50 ? brief(session.name) : undefined}>{brief(session.name, 500) || `Session ${session.id}`}</a>
        </span>
        <span class="sessions-sub cut">
          <span class="sessions-when"><Time at={session.startTime} /> · <Duration seconds={session.duration} since={session.startTime} /> · </span>
          <span title={brief(folder)}>{brief(shortPath(folder), 120)}</span>
          {session.branch !== undefined && <> · {brief(session.branch, 80)}</>}
        </span>
      </span>
      <span role="cell" class="c-by" title={brief(by)}>
        <span class="cut">{brief(session.agents.join(', '), 200) || <span class="muted">—</span>}</span>
        <span class="cut sessions-sub">{brief(session.models.join(', '), 200)}</span>
      </span>
      <span role="cell" class="c-start"><Time at={session.startTime} /></span>
      <span role="cell" class="c-duration"><Duration seconds={session.duration} since={session.startTime} /></span>
      <span role="cell" class="c-cost"><Money dollars={session.aiCost} unpriced={session.unpricedCalls} calls={session.calls} /></span>
      <span role="cell" class="c-calls">{count(session.calls)}</span>
      <span role="cell" class="c-tokens"><Tokens value={session.aiTokens} /></span>
      <span role="cell" class="c-files">{count(session.filesChanged)}</span>
      <span role="cell" class="c-commits">{count(session.commits)}</span>
    </>
  );
}
