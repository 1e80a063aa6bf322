import { Bar } from '../components/Bar';
import { Unknown } from '../format/money';
import { share } from '../format/tokens';
import './ShareCell.css';

/** A row's part of the whole, as a bar and in words; undefined: what it cost is not known. */
export function ShareCell({ part, of, color }: { part: number | undefined; of: number; color?: string }) {
  if (part === undefined) return <span class="muted">{Unknown}</span>;
  return (
    <span class="share-cell">
      <Bar part={of > 0 ? part / of : 0} color={color} />
      <span>{share(part, of)}</span>
    </span>
  );
}
