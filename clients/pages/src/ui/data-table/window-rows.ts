/** Which rows of a long table are drawn: those near the screen, and the one that has the focus. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import {
  defaultRangeExtractor,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
  type VirtualItem,
} from "@tanstack/virtual-core";

const OVERSCAN = 12;
/** What a row is taken to be high (px) until some were drawn. */
const [ROW_PX, CARD_PX] = [45, 150];
/** Below this width (px) rows are cards, as in the styles. */
const CARDS_BELOW = 768;

export interface WindowRows {
  items: VirtualItem[];
  /** The height (px) of what is not drawn above the first row, between two, and below the last. */
  gapBefore: (place: number) => number;
  gapAfter: number;
  /** How high (px) a row is that nothing is known of. */
  estimate: number;
  measure: (row: HTMLTableRowElement | null) => void;
  scrollTo: (index: number) => void;
}

/** `body` is the part of the page that holds the rows; `focused` the index of the row that has the focus. */
export function useWindowRows(
  count: number,
  body: { current: HTMLElement | null },
  focused: { current: number | undefined },
): WindowRows {
  const [, draw] = useState(0);
  const [above, setAbove] = useState(0);
  const [estimate, setEstimate] = useState(innerWidth < CARDS_BELOW ? CARD_PX : ROW_PX);
  const options = {
    count,
    scrollMargin: above,
    overscan: OVERSCAN,
    estimateSize: () => estimate,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset: () => scrollY,
    initialRect: { width: innerWidth, height: innerHeight },
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const near = defaultRangeExtractor(range);
      const kept = focused.current;
      return kept === undefined || kept >= count || near.includes(kept) ? near : [...near, kept].sort((a, b) => a - b);
    },
    onChange: () => draw((n) => n + 1),
  };
  const made = useRef<Virtualizer<Window, HTMLTableRowElement> | undefined>(undefined);
  made.current ??= new Virtualizer<Window, HTMLTableRowElement>(options);
  const rows = made.current;
  rows.setOptions(options);
  useLayoutEffect(() => rows._didMount(), []);
  useLayoutEffect(() => {
    rows._willUpdate();
    if (body.current) setAbove(Math.round(body.current.getBoundingClientRect().top + scrollY));
  });
  useLayoutEffect(() => {
    const drawn = [...(body.current?.querySelectorAll("tr[data-index]") ?? [])].map(
      (row) => row.getBoundingClientRect().height,
    );
    if (!count || !drawn.length) return;
    setEstimate(drawn.reduce((sum, height) => sum + height) / drawn.length);
    rows.measure();
  }, [count > 0]);
  const items = rows.getVirtualItems();
  return {
    items,
    gapBefore: (place) => (items[place]?.start ?? 0) - (items[place - 1]?.end ?? above),
    gapAfter: rows.getTotalSize() - ((items.at(-1)?.end ?? above) - above),
    estimate,
    measure: rows.measureElement,
    scrollTo: (index) => rows.scrollToIndex(index),
  };
}
