import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { palette } from '../app/theme';
import { canvasColor } from './canvasColor';
import './Plot.css';

/** A part of each bar, from below. */
export interface Layer {
  color: string;
  values: readonly number[];
}

/** The places that are shown, from the first to the last, both included. */
export type Window = readonly [first: number, last: number];

interface Props {
  layers: readonly Layer[];
  count: number;
  window: Window;
  height: number;
  /** What stands under a place, and beside a height. */
  placeText: (place: number) => string;
  valueText: (value: number) => string;
  /** The place that is pointed at. */
  at: number | null;
  onPoint: (place: number | null) => void;
  /** A stretch was dragged over. */
  onSelect: (window: Window) => void;
  /** Drawn over the place pointed at. */
  children?: ComponentChildren;
}

const WidestBar = 44;

/**
 * Stacked bars at places 0, 1, 2 …: uPlot has the scales, axes, the pointer and the dragging; the bars are ours, as it knows no
 * stacks.
 */
export function Plot(props: Props) {
  const { layers, count, window, height, at, children } = props;
  const root = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const colors = useRef<{ layers: string[]; text: string; line: string }>({ layers: [], text: '', line: '' });

  useLayoutEffect(() => {
    const element = root.current!;
    const font = `12px ${getComputedStyle(element).fontFamily}`;
    const made = new uPlot(
      {
        width: element.clientWidth || 300,
        height,
        padding: [8, 4, 0, 0],
        legend: { show: false },
        scales: {
          x: { time: false, range: () => [latest.current.window[0] - 0.5, latest.current.window[1] + 0.5] },
          y: { range: (_, __, max) => [0, max > 0 ? max * 1.05 : 1] },
        },
        axes: [
          {
            font,
            size: 26,
            gap: 8,
            stroke: () => colors.current.text,
            grid: { show: false },
            ticks: { show: false },
            splits: u => places(latest.current.window, u.bbox.width / devicePixelRatio),
            values: (_, splits) => splits.map(place => latest.current.placeText(place)),
          },
          {
            font,
            gap: 8,
            size: (u, values) => Math.max(34, ...(values ?? []).map(text => widthOf(u, font, text) + 14)),
            space: 42,
            stroke: () => colors.current.text,
            grid: { stroke: () => colors.current.line, width: 1 },
            ticks: { show: false },
            values: (_, splits) => splits.map(value => latest.current.valueText(value)),
          },
        ],
        series: [{}, { paths: () => null, points: { show: false } }],
        cursor: { y: false, x: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 8 } },
        hooks: {
          draw: [u => bars(u, latest.current, colors.current.layers)],
          setCursor: [u => latest.current.onPoint(u.cursor.idx ?? null)],
          setSelect: [
            u => {
              if (u.select.width === 0) return;
              const [from, to] = [u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x')];
              u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
              latest.current.onSelect([Math.round(from), Math.round(to)]);
            },
          ],
        },
      },
      [[], []],
      element,
    );
    plot.current = made;
    const resize = new ResizeObserver(() => {
      if (element.clientWidth > 0) made.setSize({ width: element.clientWidth, height: latest.current.height });
      place();
    });
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, []);

  const theme = palette.value;
  useLayoutEffect(() => {
    const element = root.current!;
    colors.current = {
      layers: layers.map(layer => canvasColor(element, layer.color)),
      text: canvasColor(element, 'var(--text-3)'),
      line: canvasColor(element, 'var(--line)'),
    };
    const totals = Array.from({ length: count }, (_, i) => layers.reduce((sum, layer) => sum + (layer.values[i] ?? 0), 0));
    plot.current!.setData([totals.map((_, i) => i), totals]);
  }, [layers, count, window[0], window[1], theme]);

  // The mark of the place pointed at, and what is shown beside it, on the side where there is room.
  const place = () => {
    const u = plot.current;
    const box = mark.current;
    if (u === null || box === null || latest.current.at === null) return;
    const width = u.bbox.width / devicePixelRatio;
    const slot = width / (latest.current.window[1] - latest.current.window[0] + 1);
    const middle = u.valToPos(latest.current.at, 'x');
    box.style.left = `${u.bbox.left / devicePixelRatio + middle - slot / 2}px`;
    box.style.width = `${slot}px`;
    box.style.height = `${u.bbox.height / devicePixelRatio}px`;
    box.style.top = `${u.bbox.top / devicePixelRatio}px`;
    box.dataset['side'] = middle > width / 2 ? 'left' : 'right';
  };
  useLayoutEffect(place, [at, window[0], window[1], layers]);
  useEffect(place);

  return (
    <div class="plot" style={{ height: `${height}px` }}>
      {at !== null && <div ref={mark} class="plot-mark">{children}</div>}
      <div ref={root} class="plot-canvas" />
    </div>
  );
}

function bars(u: uPlot, { layers, window }: Props, colors: readonly string[]): void {
  const { ctx, bbox } = u;
  const dpr = devicePixelRatio;
  const slot = bbox.width / (window[1] - window[0] + 1);
  const width = Math.max(1, Math.min(slot * (slot > 6 * dpr ? 0.72 : 0.9), WidestBar * dpr));
  const gap = width >= 5 * dpr ? dpr : 0; // between the parts of a bar, so that not colour alone tells them apart
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (let i = Math.max(0, window[0]); i <= window[1]; i++) {
    const left = Math.round(u.valToPos(i, 'x', true) - width / 2);
    const top = layers.findLastIndex(layer => (layer.values[i] ?? 0) > 0);
    let below = 0;
    for (let k = 0; k <= top; k++) {
      const value = layers[k]!.values[i] ?? 0;
      if (value <= 0) continue;
      const low = u.valToPos(below, 'y', true);
      const high = u.valToPos(below + value, 'y', true);
      below += value;
      const height = low - high;
      ctx.fillStyle = colors[k]!;
      ctx.beginPath();
      const radius = k === top ? Math.min(3 * dpr, width / 4, height) : 0;
      ctx.roundRect(left, high + (k === top || height < 3 * gap ? 0 : gap), Math.round(width), Math.max(height - (k === top || height < 3 * gap ? 0 : gap), 0.5), [radius, radius, 0, 0]);
      ctx.fill();
    }
  }
  ctx.restore();
}

const TextWidth = 72;

/** Places for texts, in steps that fit, the last so that its text stays inside. */
function places([first, last]: Window, width: number): number[] {
  const slot = width / (last - first + 1);
  const step = Math.max(1, Math.ceil(TextWidth / slot));
  const found: number[] = [];
  for (let place = last - Math.max(0, Math.ceil((TextWidth / 3 - slot / 2) / slot)); place >= first; place -= step) found.unshift(place);
  return found;
}

function widthOf(u: uPlot, font: string, text: string): number {
  u.ctx.save();
  u.ctx.font = font;
  const { width } = u.ctx.measureText(text);
  u.ctx.restore();
  return width;
}
