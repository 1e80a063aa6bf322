import { signal } from '@preact/signals';
import { Button } from './Button';
import './Toast.css';

interface Shown {
  id: number;
  text: string;
  tone: 'plain' | 'good' | 'warn' | 'bad';
}

const shown = signal<readonly Shown[]>([]);
let last = 0;

/** Says something at the edge of the page, for a while; errors stay until they are closed. */
export function toast(text: string, tone: Shown['tone'] = 'plain'): void {
  const id = ++last;
  shown.value = [...shown.value.slice(-3), { id, text, tone }];
  if (tone !== 'bad') setTimeout(() => close(id), 6000);
}

/** Where toasts appear; once, in the shell. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.value.map(({ id, text, tone }) => (
        <div key={id} class={`toast toast-${tone}`}>
          <span class="toast-text">{text}</span>
          <Button kind="quiet" bare icon="close" label="Close" onClick={() => close(id)} />
        </div>
      ))}
    </div>
  );
}

function close(id: number): void {
  shown.value = shown.value.filter(toast => toast.id !== id);
}
