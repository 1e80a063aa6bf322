import { useRange } from '../../app/range';
import { useQuery } from '../../app/query';
import type { ParamsOf } from '../../api/types';

type Params = ParamsOf<'/sessions'>;
export type SortKey = NonNullable<Params['sort']>;

export const SortKeys: readonly SortKey[] = ['start', 'cost', 'tokens', 'duration', 'files', 'commits', 'calls', 'name'];

/** What the list shows, as the address tells it. */
export interface Filters {
  params: Params;
  sort: { key: SortKey; descending: boolean };
  /** Something narrows the list besides the range. */
  narrowed: boolean;
}

/** The filters of the list of sessions; they live in the address. */
export function useFilters(): Filters {
  const query = useQuery();
  const range = useRange();
  const status = query.get('status');
  const key = SortKeys.find(known => known === query.get('sort')) ?? 'start';
  const descending = query.get('order') !== 'asc';
  const own = {
    search: query.get('q'),
    status: status === 'active' || status === 'completed' ? status : undefined,
    project: query.get('project'),
    agent: query.get('agent'),
    model: query.get('model'),
  } as const;
  return {
    params: { ...own, after: range.after, before: range.before, sort: key, order: descending ? 'desc' : 'asc' },
    sort: { key, descending },
    narrowed: Object.values(own).some(value => value !== undefined),
  };
}
