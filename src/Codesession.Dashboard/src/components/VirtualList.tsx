import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useVirtual } from './useVirtual';
import './VirtualList.css';

interface Props {
  /** What it is a list of; read, not seen. */
  label: string;
  count: number;
  /** What is guessed of the height of an item; each is measured when it is drawn. */
  height: number;
  keyOf?: (index: number) => string | number;
  render: (index: number) => ComponentChildren;
  /** The first and last item drawn: whoever loads by windows loads them. */
  onWindow?: (first: number, last: number) => void;
}

/** A list of any length whose items may differ in height; only what is in sight is drawn. It fills the height it is given. */
export function VirtualList({ label, count, height, keyOf, render, onWindow }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtual({ count, height, scroller, keyOf });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (count > 0) onWindow?.(first, last);
  }, [first, last, count, onWindow]);
  return (
    <div ref={scroller} class="virtual" tabIndex={0} role="region" aria-label={label}>
      <div class="virtual-room" role="list" aria-label={label} style={{ height: `${virtual.getTotalSize()}px` }}>
        {items.map(item => (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            class="virtual-item"
            role="listitem"
            aria-setsize={count}
            aria-posinset={item.index + 1}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {render(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
