import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Icon } from '../../components/Icon';

/** A row that opens: its content is made when it is first opened. */
export function Disclosure({ head, aside, children }: { head: ComponentChildren; aside?: ComponentChildren; children: () => ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li class="disclosure">
      <div class="disclosure-head">
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <Icon name="right" />
          {head}
        </button>
        {aside}
      </div>
      {open && <div id={id} class="disclosure-body">{children()}</div>}
    </li>
  );
}
