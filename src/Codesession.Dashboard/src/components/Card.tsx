import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './Card.css';

interface Props {
  title?: ComponentChildren;
  /** A line under the title. */
  note?: ComponentChildren;
  /** At the right of the title: a link, tabs, a switch. */
  actions?: ComponentChildren;
  /** How many columns of a Grid it takes where there is room. */
  span?: 'one' | 'two' | 'all';
  /** The content goes to the edges: a table, a list. */
  flush?: boolean;
  /** What is shown is of a question asked before. */
  dim?: boolean;
  children: ComponentChildren;
}

/** A titled part of a page. */
export function Card({ title, note, actions, span = 'one', flush = false, dim = false, children }: Props) {
  const id = useId();
  return (
    <section class={`card card-${span}${flush ? ' card-flush' : ''}${dim ? ' card-dim' : ''}`} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <header class="card-head">
          <div class="card-titles">
            <h2 id={id}>{title}</h2>
            {note !== undefined && <p class="card-note">{note}</p>}
          </div>
          {actions !== undefined && <div class="card-actions">{actions}</div>}
        </header>
      )}
      <div class="card-body">{children}</div>
    </section>
  );
}

/** Cards side by side, as many as fit, which grow so that none leaves a hole. */
export function Grid({ children, min = 'm' }: { children: ComponentChildren; min?: 's' | 'm' | 'l' }) {
  return <div class={`grid grid-${min}`}>{children}</div>;
}
