import type { ComponentChildren } from 'preact';
import './Figure.css';

interface Props {
  label: ComponentChildren;
  /** The figure itself: Money, Tokens, a text. */
  children: ComponentChildren;
  /** A line under it. */
  note?: ComponentChildren;
  tone?: 'plain' | 'good' | 'warn' | 'bad';
}

/** A key figure with what it is. */
export function Figure({ label, children, note, tone = 'plain' }: Props) {
  return (
    <dl class={`figure figure-${tone}`}>
      <dt>{label}</dt>
      <dd class="figure-value">{children}</dd>
      {note !== undefined && <dd class="figure-note">{note}</dd>}
    </dl>
  );
}
