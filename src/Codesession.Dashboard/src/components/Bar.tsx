import './Bar.css';

interface Props {
  /** How much of it is filled; more than 1 shows as full. */
  part: number;
  /** What it says to who does not see it. Without: it repeats what stands beside it. */
  label?: string;
  tone?: 'accent' | 'good' | 'warn' | 'bad';
  /** A colour of its own: that of a model. */
  color?: string;
  /** A mark on the way, 0 to 1: where a warning begins. */
  mark?: number;
}

/** A share of a whole. */
export function Bar({ part, label, tone = 'accent', color, mark }: Props) {
  const percent = Math.min(100, Math.max(0, part * 100));
  const meter = label === undefined ? { 'aria-hidden': true as const } : { role: 'img' as const, 'aria-label': label };
  return (
    <div class={`bar bar-${tone}`} {...meter}>
      <div class="bar-fill" style={{ width: `${percent}%`, background: color }} />
      {mark !== undefined && mark > 0 && mark < 1 && <div class="bar-mark" style={{ left: `${mark * 100}%` }} />}
    </div>
  );
}
