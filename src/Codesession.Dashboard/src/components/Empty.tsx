import type { ComponentChildren } from 'preact';
import { Command } from './Command';
import './Empty.css';

interface Props {
  title: string;
  children?: ComponentChildren;
  /** What to run first. */
  commands?: readonly { text: string; about?: string }[];
}

/** Where there is nothing yet: what would be here, and how it gets there. */
export function Empty({ title, children, commands = [] }: Props) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children !== undefined && <div class="quiet">{children}</div>}
      {commands.map(command => <Command key={command.text} {...command} />)}
    </div>
  );
}
