import { today } from '../api/clock';
import { RangeNames, useRange, type RangeName } from '../app/range';
import { useQuery } from '../app/query';
import { addDays } from '../format/days';
import { Segmented } from './Segmented';
import './RangePicker.css';

const Texts: Record<RangeName, string> = { today: 'Today', '7d': '7d', '30d': '30d', '90d': '90d', month: 'Month', all: 'All', custom: 'Custom' };
const Titles: Partial<Record<RangeName, string>> = { '7d': 'Last 7 days', '30d': 'Last 30 days', '90d': 'Last 90 days', month: 'This month', all: 'All time', custom: 'From a day to a day' };
const Options = [...RangeNames, 'custom' as const].map(value => ({ value, text: Texts[value], title: Titles[value] }));

/** The time that a page is about; it is in the address, and goes along to other pages. */
export function RangePicker() {
  const range = useRange();
  const query = useQuery();
  const pick = (name: RangeName) =>
    name === 'custom'
      ? query.set({ range: undefined, from: range.after ?? addDays(today.peek(), -29), to: range.before ?? today.peek() }, true)
      : query.set({ range: name === '30d' ? undefined : name, from: undefined, to: undefined }, true);
  return (
    <div class="range">
      {range.name === 'custom' && (
        <span class="range-days">
          <input type="date" class="field" aria-label="From" value={range.after} max={range.before} onChange={e => query.set({ from: e.currentTarget.value })} />
          <span aria-hidden="true">–</span>
          <input type="date" class="field" aria-label="To" value={range.before} min={range.after} onChange={e => query.set({ to: e.currentTarget.value })} />
        </span>
      )}
      <Segmented label="Range" value={range.name} options={Options} onChange={pick} />
    </div>
  );
}
