import { count, tokens } from '../format/tokens';

/** Tokens in short; the exact count is in the title. */
export function Tokens({ value }: { value: number | null | undefined }) {
  if (value === null || value === undefined) return <span class="muted">—</span>;
  return <span title={count(value)}>{tokens(value)}</span>;
}
