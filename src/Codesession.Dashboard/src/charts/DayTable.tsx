import { useMemo } from 'preact/hooks';
import { Table, type Column } from '../components/Table';
import { longDay, type Day } from '../format/days';
import { textAt, totalOf, type Series } from './DayChart';
import './DayTable.css';

/** The figures of a chart as a table, the latest day first; days without any are left out. */
export function DayTable({ label, days, series, format }: { label: string; days: readonly Day[]; series: readonly Series[]; format: (value: number) => string }) {
  const rows = useMemo(
    () => days.map((_, i) => i).filter(i => series.some(one => (one.values[i] ?? 0) > 0 || one.unknown?.[i])).reverse(),
    [days, series],
  );
  const columns: Column<number>[] = [
    { key: 'day', title: 'Day', cell: i => longDay(days[i]!) },
    { key: 'total', title: 'Total', numeric: true, cell: i => format(totalOf(series, i)) },
    ...series.map(one => ({ key: `of ${one.key}`, title: one.name.slice(0, 60), hint: one.name.slice(0, 300), numeric: true, cell: (i: number) => ((one.values[i] ?? 0) > 0 || one.unknown?.[i] ? textAt(one, i, format) : null) })),
  ];
  return <div class="day-table"><Table caption={label} columns={columns} rows={rows} rowKey={i => days[i]!} /></div>;
}
