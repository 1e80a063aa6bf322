import './Skeleton.css';

/** Where something will be: so many grey lines. A screen reader hears that it loads. */
export function Skeleton({ lines = 3, height }: { lines?: number; height?: number }) {
  return (
    <div class="skeleton" role="status" style={height === undefined ? undefined : { height: `${height}px` }}>
      <span class="only-read">Loading</span>
      {height === undefined && Array.from({ length: lines }, (_, i) => <div key={i} class="skeleton-line" />)}
    </div>
  );
}
