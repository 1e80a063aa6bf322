import { useEffect, useRef } from 'preact/hooks';
import { useAnswer } from '../../api/answers';
import { useQuery } from '../../app/query';
import { useSearchText } from '../../app/searchText';
import { FilterSelect } from '../../app/FilterSelect';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { Segmented } from '../../components/Segmented';
import { shortPath } from '../../format/paths';
import { SortKeys, type SortKey } from './filters';

const Statuses = [
  { value: '', text: 'All' },
  { value: 'active', text: 'Active' },
  { value: 'completed', text: 'Completed' },
] as const;

const SortWords: Record<SortKey, string> = {
  start: 'Start', cost: 'Cost', tokens: 'Tokens', duration: 'Duration', files: 'Files', commits: 'Commits', calls: 'Calls', name: 'Name',
};

/** What narrows the list of sessions. */
export function FilterBar({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  const query = useQuery();
  const projects = useAnswer('/usage', { by: 'project' });
  const agents = useAnswer('/usage', { by: 'agent' });
  const models = useAnswer('/usage', { by: 'model' });
  const status = Statuses.find(known => known.value === query.get('status'))?.value ?? '';
  return (
    <div class="filters" role="search" aria-label="Sessions">
      <Search />
      <Segmented label="Status" value={status} options={Statuses} onChange={value => query.set({ status: value })} />
      <FilterSelect name="project" all="All projects" keys={projects.data?.rows.map(row => row.key)} say={shortPath} />
      <FilterSelect name="agent" all="All agents" keys={agents.data?.rows.map(row => row.key)} />
      <FilterSelect name="model" all="All models" keys={models.data?.rows.map(row => row.key)} />
      <label class="filters-sort">
        <span class="only-read">Sort by</span>
        <select class="field" value={query.get('sort') ?? 'start'} onChange={e => query.set({ sort: e.currentTarget.value, order: e.currentTarget.value === 'name' ? 'asc' : undefined })}>
          {SortKeys.map(key => <option key={key} value={key}>By {SortWords[key].toLowerCase()}</option>)}
        </select>
      </label>
      {narrowed && <Button kind="quiet" icon="close" onClick={onClear}>Clear</Button>}
    </div>
  );
}

function Search() {
  const query = useQuery();
  const [text, setText] = useSearchText('q');
  const input = useRef<HTMLInputElement>(null);
  const focus = query.get('focus');
  useEffect(() => {
    if (focus !== 'search') return;
    query.set({ focus: undefined });
    // After the page's heading, which gets the focus on arrival.
    setTimeout(() => input.current?.focus());
  }, [focus]);
  return (
    <div class="search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        class="field"
        placeholder="Search names, notes, folders, branches"
        aria-label="Search sessions"
        value={text}
        maxLength={200}
        onInput={e => setText(e.currentTarget.value)}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}
