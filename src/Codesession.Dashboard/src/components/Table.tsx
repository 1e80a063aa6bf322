import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';
import './Table.css';

/** A column of a table. */
export interface Column<T> {
  key: string;
  title: string;
  /** What the header says when it is pointed at. */
  hint?: string;
  /** Figures stand at the right. */
  numeric?: boolean;
  /** Its header is a button that sorts by it. */
  sortable?: boolean;
  /** Takes the width that is left. */
  grow?: boolean;
  /** Not shown where the table has little room. */
  wide?: boolean;
  cell: (row: T) => ComponentChildren;
}

export interface Sort {
  key: string;
  descending: boolean;
}

interface Props<T> {
  /** What it is a table of; read, not seen. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string | number;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  footer?: ComponentChildren;
}

/** A table whose first column names the row. It scrolls by itself where it is too wide. */
export function Table<T>({ caption, columns, rows, rowKey, sort, onSort, footer }: Props<T>) {
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={caption}>
      <table class="table">
        <caption class="only-read">{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => <Header key={column.key} column={column} sort={sort} onSort={onSort} />)}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={rowKey(row)}>
              {columns.map((column, i) => {
                const classes = classOf(column);
                return i === 0
                  ? <th key={column.key} scope="row" class={classes}>{column.cell(row)}</th>
                  : <td key={column.key} class={classes}>{column.cell(row)}</td>;
              })}
            </tr>
          ))}
        </tbody>
        {footer !== undefined && <tfoot>{footer}</tfoot>}
      </table>
    </div>
  );
}

/** The sort after a click on a header: figures begin with the largest. */
export function nextSort(column: { key: string; numeric?: boolean }, sort: Sort | undefined): Sort {
  return sort?.key === column.key ? { key: column.key, descending: !sort.descending } : { key: column.key, descending: column.numeric === true };
}

function Header<T>({ column, sort, onSort }: { column: Column<T>; sort?: Sort; onSort?: (sort: Sort) => void }) {
  const sorted = sort?.key === column.key;
  const ariaSort = !column.sortable ? undefined : !sorted ? 'none' : sort.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={classOf(column)} aria-sort={ariaSort} title={column.hint}>
      {column.sortable && onSort !== undefined ? (
        <button type="button" class="table-sort" onClick={() => onSort(nextSort(column, sort))}>
          {column.title}
          {sorted && <Icon name={sort.descending ? 'down' : 'up'} />}
        </button>
      ) : column.title}
    </th>
  );
}

function classOf<T>(column: Column<T>): string | undefined {
  return [column.numeric && 'num', column.grow && 'grow', column.wide && 'wide'].filter(Boolean).join(' ') || undefined;
}
