import { useId, useMemo, useState } from 'preact/hooks';
import { Button } from '../components/Button';
import { longDay, shortDay, type Day } from '../format/days';
import { DayTable } from './DayTable';
import { Legend } from './Legend';
import { Plot, type Window } from './Plot';
import './DayChart.css';

/** One thing of a chart by days: a model, a class of tokens. */
export interface Series {
  key: string;
  name: string;
  /** A colour of the style sheet: var(--series-1). */
  color: string;
  /** One a day; 0 where there was nothing. */
  values: readonly number[];
  /** The days whose value is not known, as of calls without a price. */
  unknown?: readonly boolean[];
}

interface Props {
  /** What it shows: Cost per day by model. */
  label: string;
  days: readonly Day[];
  /** From below; the first is read first. */
  series: readonly Series[];
  /** A value in words, and shorter beside the axis. */
  format: (value: number) => string;
  axis: (value: number) => string;
  height?: number;
}

/** Stacked bars by day, to be read by pointer, by keyboard, by ear, or as a table. */
export function DayChart({ label, days, series, format, axis, height = 260 }: Props) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<number | null>(null);
  const [zoom, setZoom] = useState<readonly [Day, Day] | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [keyed, setKeyed] = useState(false);
  const help = useId();

  const shown = useMemo(() => series.filter(one => !hidden.has(one.key)), [series, hidden]);
  const last = days.length - 1;
  const window = useMemo<Window>(() => {
    const [from, to] = zoom === null ? [-1, -1] : [days.indexOf(zoom[0]), days.indexOf(zoom[1])];
    return from < 0 || to < 0 ? [0, last] : [from, to];
  }, [zoom, days]);
  const zoomed = window[0] > 0 || window[1] < last;
  const place = at === null || at > last ? null : at;

  const look = ([from, to]: Window) => {
    const first = Math.max(0, Math.min(from, to));
    const end = Math.min(last, Math.max(from, to));
    setZoom(first === 0 && end === last ? null : [days[first]!, days[end]!]);
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(last, to));
    setKeyed(true);
    setAt(next);
    if (next < window[0]) look([next, window[1] - window[0] + next]);
    if (next > window[1]) look([next - (window[1] - window[0]), next]);
  };
  const closer = (factor: number) => {
    const middle = place ?? Math.round((window[0] + window[1]) / 2);
    const size = Math.max(3, Math.min(last + 1, Math.round((window[1] - window[0] + 1) * factor)));
    const first = Math.max(0, Math.min(last + 1 - size, Math.round(middle - size / 2)));
    look([first, first + size - 1]);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = place ?? window[1] + 1;
    if (event.key === 'ArrowLeft') move(from - 1);
    else if (event.key === 'ArrowRight') move(place === null ? window[0] : from + 1);
    else if (event.key === 'Home') move(window[0]);
    else if (event.key === 'End') move(window[1]);
    else if (event.key === '+' || event.key === '=') closer(0.5);
    else if (event.key === '-') closer(2);
    else if (event.key === 'Escape' && (zoomed || place !== null)) {
      setZoom(null);
      setAt(null);
    } else return;
    event.preventDefault();
  };

  const said = keyed && place !== null ? `${longDay(days[place]!)}: ${spoken(shown, place, format)}` : '';
  return (
    <div class="chart">
      <div class="chart-bar">
        <Legend series={series} hidden={hidden} onToggle={key => setHidden(toggled(hidden, key))} />
        <div class="chart-buttons">
          {zoomed && !asTable && <Button kind="quiet" onClick={() => setZoom(null)}>{shortDay(days[window[0]]!)} – {shortDay(days[window[1]]!)} · Show all</Button>}
          <Button kind="quiet" bare icon={asTable ? 'chart' : 'table'} label={asTable ? 'As a chart' : 'As a table'} onClick={() => setAsTable(!asTable)} />
        </div>
      </div>
      {asTable ? <DayTable label={label} days={days} series={shown} format={format} /> : (
        <div
          class="chart-plot"
          tabIndex={0}
          role="application"
          aria-roledescription="chart"
          aria-label={label}
          aria-describedby={help}
          onKeyDown={press}
          onFocusOut={() => {
            setAt(null);
            setKeyed(false);
          }}
        >
          <span id={help} class="only-read">Left and right arrows read the days, plus and minus zoom, Escape shows all. The button before this shows a table.</span>
          <Plot
            layers={shown}
            count={days.length}
            window={window}
            height={height}
            placeText={i => (days[i] === undefined ? '' : shortDay(days[i]))}
            valueText={axis}
            at={place}
            onPoint={i => {
              // The pointer leaves when a chart is drawn anew under the keyboard, too.
              if (i === null && keyed) return;
              if (i !== null) setKeyed(false);
              setAt(i);
            }}
            onSelect={look}
          >
            {place !== null && <Tip day={days[place]!} at={place} series={shown} format={format} />}
          </Plot>
          <span role="status" class="only-read">{said}</span>
        </div>
      )}
    </div>
  );
}

/** What a day came to, beside its bar. */
function Tip({ day, at, series, format }: { day: Day; at: number; series: readonly Series[]; format: (value: number) => string }) {
  const parts = present(series, at);
  return (
    <div class="tip" aria-hidden="true">
      <div class="tip-head"><span>{longDay(day)}</span><strong>{format(totalOf(series, at))}</strong></div>
      {parts.length === 0 && <div class="muted">Nothing</div>}
      {parts.map(one => (
        <div key={one.key} class="tip-row">
          <span class="swatch" style={{ background: one.color }} />
          <span class="cut">{one.name.slice(0, 120)}</span>
          <span>{textAt(one, at, format)}</span>
        </div>
      ))}
    </div>
  );
}

/** The value of a day in words; "—" where it is not known, "+" where it is more than is known. */
export function textAt(series: Series, at: number, format: (value: number) => string): string {
  const value = series.values[at] ?? 0;
  if (!series.unknown?.[at]) return format(value);
  return value === 0 ? '—' : `${format(value)}+`;
}

/** All of a day together. */
export function totalOf(series: readonly Series[], at: number): number {
  return series.reduce((sum, one) => sum + (one.values[at] ?? 0), 0);
}

function present(series: readonly Series[], at: number): Series[] {
  return series.filter(one => (one.values[at] ?? 0) > 0 || one.unknown?.[at]).sort((a, b) => b.values[at]! - a.values[at]!);
}

function spoken(series: readonly Series[], at: number, format: (value: number) => string): string {
  const parts = present(series, at);
  if (parts.length === 0) return 'nothing';
  return [`${format(totalOf(series, at))} in all`, ...parts.map(one => `${one.name.slice(0, 120)} ${textAt(one, at, format).replace('—', 'no price known').replace('+', ' and more')}`)].join(', ');
}

function toggled(set: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
