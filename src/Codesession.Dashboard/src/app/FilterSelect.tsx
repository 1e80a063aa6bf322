import { brief } from '../format/text';
import { useQuery } from './query';
import './FilterSelect.css';

interface Props {
  /** Its name in the address. */
  name: string;
  /** What stands for no choice: All projects. */
  all: string;
  keys: readonly (string | null)[] | undefined;
  say?: (key: string) => string;
}

/** A filter of the page that is one of some names; it lives in the address. */
export function FilterSelect({ name, all, keys, say = key => key }: Props) {
  const query = useQuery();
  const value = query.get(name) ?? '';
  const known = [...new Set((keys ?? []).filter((key): key is string => key !== null && key !== ''))];
  if (value !== '' && !known.includes(value)) known.unshift(value);
  return (
    <label class="filter-select">
      <span class="only-read">{name}</span>
      <select class="field" value={value} data-set={value !== ''} title={value === '' ? undefined : brief(value)} onChange={e => query.set({ [name]: e.currentTarget.value })}>
        <option value="">{all}</option>
        {known.map(key => <option key={key} value={key}>{brief(say(key), 60)}</option>)}
      </select>
    </label>
  );
}
