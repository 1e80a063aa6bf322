import './Field.css';
import type { ComponentChildren } from 'preact';

/** A labelled field of a form, with what is wrong with it below. Its input has the class `field`. */
export function Field({ label, error, hint, children }: { label: string; error?: string; hint?: string; children: ComponentChildren }) {
  return (
    <label class="labelled">
      <span class="labelled-text">{label}</span>
      {children}
      {error !== undefined ? <span class="labelled-error" role="alert">{error}</span> : hint !== undefined && <span class="muted">{hint}</span>}
    </label>
  );
}
