import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';
import './Note.css';

/** Something to know, with what can be done about it. */
export function Note({ tone = 'warn', children, actions }: { tone?: 'warn' | 'bad' | 'plain'; children: ComponentChildren; actions?: ComponentChildren }) {
  return (
    <div class={`note note-${tone}`}>
      <Icon name="warning" />
      <div class="note-text">{children}</div>
      {actions}
    </div>
  );
}
