import type { Series } from './DayChart';
import './Legend.css';

/** What the colours mean; each is a switch. */
export function Legend({ series, hidden, onToggle }: { series: readonly Series[]; hidden: ReadonlySet<string>; onToggle: (key: string) => void }) {
  return (
    <ul class="legend" aria-label="Shown in the chart">
      {series.map(one => (
        <li key={one.key}>
          <button type="button" aria-pressed={!hidden.has(one.key)} title={one.name.slice(0, 300)} onClick={() => onToggle(one.key)}>
            <span class="swatch" style={{ background: one.color }} />
            <span class="cut">{one.name.slice(0, 120)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
