import { observeWindowOffset, observeWindowRect, Virtualizer, windowScroll, type VirtualItem } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

interface Options {
  /** How many rows there are. */
  count: number;
  /** The height of a row in pixels; of measured rows what is likely. */
  height: number;
  /** Rows around those in sight that are drawn too. */
  around?: number;
}

/** The rows of a long list that are in sight while the page scrolls; the list itself is as high as all of them. */
export interface VirtualRows {
  /** For the list: an element with `position: relative`. */
  listRef: RefObject<HTMLDivElement | null>;
  /** The height of the list in pixels. */
  total: number;
  /** The rows to draw, each at `top` from the list's own top. */
  rows: readonly { index: number; top: number }[];
  /** For rows that are not all of one height, which then carry `data-index`. */
  measure: (row: HTMLElement | null) => void;
}

/** Draws what is in sight: the page scrolls, so that the browser's own keys and its search bar work as everywhere. */
export function useVirtualRows({ count, height, around = 12 }: Options): VirtualRows {
  const listRef = useRef<HTMLDivElement>(null);
  const margin = useRef(0);
  const [, draw] = useReducer((n: number, _: unknown) => n + 1, 0);
  const options = {
    count,
    estimateSize: () => height,
    overscan: around,
    scrollMargin: margin.current,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset: () => window.scrollY,
    initialRect: { width: innerWidth, height: innerHeight },
    onChange: draw,
  };
  const [virtualizer] = useState(() => new Virtualizer<Window, HTMLElement>(options));
  virtualizer.setOptions(options);
  useEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    // What stands above the list moves it: filters that wrap, a note that comes.
    const list = listRef.current;
    if (list !== null) {
      const top = Math.round(list.getBoundingClientRect().top + window.scrollY);
      if (top !== margin.current) {
        margin.current = top;
        draw(null);
      }
    }
    virtualizer._willUpdate();
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  return {
    listRef,
    total: virtualizer.getTotalSize(),
    rows: virtualizer.getVirtualItems().map((item: VirtualItem) => ({ index: item.index, top: item.start - margin.current })),
    measure: virtualizer.measureElement,
  };
}
