import { Bar } from '../components/Bar';
import { share } from '../format/tokens';
import './ShareCell.css';

/** A row's part of the whole, as a bar and in words. */
export function ShareCell({ part, of, color }: { part: number; of: number; color?: string }) {
  return (
    <span class="share-cell">
      <Bar part={of > 0 ? part / of : 0} color={color} />
      <span>{share(part, of)}</span>
    </span>
  );
}
