import type { ComponentChildren } from 'preact';
import { Bar } from './Bar';
import './Share.css';

/** A row of a ranking: its name, its figure, and a bar of its part in the whole. */
export function ShareRow({ name, title, href, note, value, part, color }: {
  name: string;
  title?: string;
  href?: string;
  note?: ComponentChildren;
  value: ComponentChildren;
  part: number;
  color?: string;
}) {
  const text = <span class="cut" title={(title ?? name).slice(0, 300)}>{name.slice(0, 200)}</span>;
  return (
    <li class="share">
      <div class="share-line">
        {href === undefined ? text : <a class="share-link cut" href={href}>{text}</a>}
        {note !== undefined && <span class="share-note muted cut">{note}</span>}
        <span class="share-value">{value}</span>
      </div>
      <Bar part={part} color={color} />
    </li>
  );
}
