import type { Column, Sort } from '../components/Table';
import { useQuery } from './query';

/** A column that says by what its rows are sorted. */
export interface SortColumn<T> extends Column<T> {
  by?: (row: T) => number | string | null;
}

/** The sort of a table, which lives in the address, and its rows in that order; what is unknown comes last. */
export function useSorted<T>(rows: readonly T[], columns: readonly SortColumn<T>[], first: Sort): { rows: readonly T[]; sort: Sort; onSort: (sort: Sort) => void } {
  const query = useQuery();
  const known = columns.find(column => column.key === query.get('sort') && column.by !== undefined);
  const sort = known === undefined ? first : { key: known.key, descending: query.get('order') !== 'asc' };
  const by = (known ?? columns.find(column => column.key === first.key))?.by;
  return {
    rows: by === undefined ? rows : rows.toSorted((a, b) => compare(by(a), by(b), sort.descending)),
    sort,
    onSort: ({ key, descending }) =>
      query.set(key === first.key && descending === first.descending ? { sort: undefined, order: undefined } : { sort: key, order: descending ? undefined : 'asc' }),
  };
}

function compare(a: number | string | null, b: number | string | null, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  const order = typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b)) : a - b;
  return descending ? -order : order;
}
