import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import './Page.css';

interface Props {
  /** The heading, and the document's title. */
  title: string;
  /** A line under the heading. */
  note?: ComponentChildren;
  /** At the right of the heading: the range, buttons. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** The frame of each page: its heading, which gets the focus on navigation, and its content. */
export function Page({ title, note, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title.slice(0, 120)} · Codesession`;
  }, [title]);
  return (
    <div class="page">
      <header class="page-head">
        <div class="page-titles">
          <h1 tabIndex={-1} class="cut" title={title.length > 40 ? title.slice(0, 300) : undefined}>{title}</h1>
          {note !== undefined && <p class="page-note">{note}</p>}
        </div>
        {actions !== undefined && <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
