import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon';
import { nextSort, type Column, type Sort } from './Table';
import { useVirtual } from './useVirtual';
import './VirtualTable.css';

/** A column of a long table: all its rows share a grid, so each column has a track of it. */
export interface TrackColumn<T> extends Column<T> {
  /** As grid-template-columns has it: minmax(180px, 3fr), 90px. */
  track: string;
}

interface Props<T> {
  /** What it is a table of; read, not seen. */
  caption: string;
  columns: readonly TrackColumn<T>[];
  /** How many rows there are in all, loaded or not. */
  total: number;
  /** A row; undefined while it is not loaded yet. */
  rowAt: (index: number) => T | undefined;
  rowKey: (row: T) => string | number;
  rowHeight?: number;
  /** The first and last row drawn: whoever loads by windows loads them. */
  onWindow?: (first: number, last: number) => void;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selected?: (row: T) => boolean;
}

const HeadHeight = 34;

/** A table of any length with rows of one height; only what is in sight is drawn. It fills the height it is given. */
export function VirtualTable<T>({ caption, columns, total, rowAt, rowKey, rowHeight = 44, onWindow, sort, onSort, selected }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtual({ count: total, height: rowHeight, scroller, headed: HeadHeight });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (total > 0) onWindow?.(first, last);
  }, [first, last, total, onWindow]);
  const tracks = { gridTemplateColumns: columns.map(column => column.track).join(' ') };
  return (
    <div ref={scroller} class="vtable" tabIndex={0} role="region" aria-label={caption}>
      <div role="table" aria-label={caption} aria-rowcount={total + 1} aria-colcount={columns.length} class="vtable-table">
        <div role="row" aria-rowindex={1} class="vtable-row vtable-head" style={tracks}>
          {columns.map(column => {
            const sorted = sort?.key === column.key;
            return (
              <div
                key={column.key}
                role="columnheader"
                class={column.numeric ? 'num' : undefined}
                title={column.hint}
                aria-sort={!column.sortable ? undefined : !sorted ? 'none' : sort.descending ? 'descending' : 'ascending'}
              >
                {column.sortable && onSort !== undefined ? (
                  <button type="button" class="table-sort" onClick={() => onSort(nextSort(column, sort))}>
                    {column.title}
                    {sorted && <Icon name={sort.descending ? 'down' : 'up'} />}
                  </button>
                ) : column.title}
              </div>
            );
          })}
        </div>
        <div role="rowgroup" class="virtual-room" style={{ height: `${virtual.getTotalSize()}px` }}>
          {items.map(item => {
            const row = rowAt(item.index);
            return (
              <div
                key={row === undefined ? `at ${item.index}` : rowKey(row)}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={row !== undefined && selected !== undefined ? selected(row) : undefined}
                class="vtable-row virtual-item"
                style={{ ...tracks, height: `${rowHeight}px`, transform: `translateY(${item.start}px)` }}
              >
                {row === undefined ? (
                  <div role="cell" aria-colspan={columns.length} class="vtable-wait"><span class="only-read">Loading</span></div>
                ) : (
                  columns.map((column, i) => (
                    <div key={column.key} role={i === 0 ? 'rowheader' : 'cell'} class={column.numeric ? 'num' : undefined}>{column.cell(row)}</div>
                  ))
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
