import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './Switch.css';

interface Props {
  on: boolean;
  label: string;
  /** A line below the label. */
  note?: ComponentChildren;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

/** Something that is on or off, at once. */
export function Switch({ on, label, note, disabled = false, onChange }: Props) {
  const id = useId();
  return (
    <div class="switch">
      <span class="switch-text">
        <span id={id} class="switch-label">{label}</span>
        {note !== undefined && <span id={`${id}-note`} class="muted">{note}</span>}
      </span>
      <button
        type="button"
        role="switch"
        class="switch-track"
        aria-checked={on}
        aria-labelledby={id}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        disabled={disabled}
        onClick={() => onChange(!on)}
      >
        <span class="switch-knob" />
      </button>
    </div>
  );
}
