import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from './Button';
import './Dialog.css';

interface Props {
  open: boolean;
  title: string;
  onClose: () => void;
  /** At the side, over the full height: the menu of a narrow screen. */
  side?: boolean;
  /** The buttons at its end. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A modal dialog: the browser's own, which keeps the focus inside, gives it back and closes by Escape. */
export function Dialog({ open, title, onClose, side = false, actions, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before the page that a link in it leads to takes the focus: closing gives it back to where it was.
  useLayoutEffect(() => {
    const dialog = ref.current!;
    if (open && !dialog.open) dialog.showModal();
    else if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      class={side ? 'dialog dialog-side' : 'dialog'}
      aria-labelledby={id}
      onClose={onClose}
      onClick={e => e.target === ref.current && onClose()}
    >
      {open && (
        <div class="dialog-box">
          <header class="dialog-head">
            <h2 id={id}>{title}</h2>
            <Button kind="quiet" bare icon="close" label="Close" onClick={onClose} />
          </header>
          <div class="dialog-body">{children}</div>
          {actions !== undefined && <footer class="dialog-actions">{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}
