import type { ComponentChildren } from 'preact';
import './Badge.css';

/** A word with a tone: a status, a kind. */
export function Badge({ children, tone = 'plain', dot = false }: { children: ComponentChildren; tone?: 'plain' | 'good' | 'warn' | 'bad' | 'accent'; dot?: boolean }) {
  return <span class={`badge badge-${tone}`}>{dot && <span class="badge-dot" aria-hidden="true" />}<span class="cut">{children}</span></span>;
}
