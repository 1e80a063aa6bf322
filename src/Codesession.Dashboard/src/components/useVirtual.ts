import { elementScroll, measureElement, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

interface Options {
  count: number;
  /** The height of a row in pixels, or what is guessed of it until it is measured. */
  height: number;
  scroller: RefObject<HTMLElement | null>;
  keyOf?: (index: number) => string | number;
  /** Pixels at the top that a sticky header covers. */
  headed?: number;
}

/** The rows of a long list that are in sight, after TanStack's virtualiser. */
export function useVirtual({ count, height, scroller, keyOf, headed = 0 }: Options): Virtualizer<HTMLElement, HTMLElement> {
  const [, draw] = useReducer<number, void>(n => n + 1, 0);
  const options = {
    count,
    estimateSize: () => height,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    overscan: 12,
    scrollPaddingStart: headed,
    observeElementRect,
    observeElementOffset,
    measureElement,
    scrollToFn: elementScroll,
    onChange: () => draw(),
  };
  if (keyOf === undefined) delete options.getItemKey;
  const [virtual] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtual.setOptions(options);
  useLayoutEffect(() => virtual._didMount(), []);
  useLayoutEffect(() => virtual._willUpdate());
  return virtual;
}
