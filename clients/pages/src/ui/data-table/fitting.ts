/**
 * A table that is narrow enough lets its head stay at the top of the screen; a wider one is moved sideways in its frame.
 * The columns of a long table keep their widths while other rows come to the screen.
 */

import { useLayoutEffect } from "preact/hooks";

/** `what` changes when the columns may get other widths. */
export function useFittingTable(region: { current: HTMLElement | null }, long: boolean, what: string): void {
  useLayoutEffect(() => {
    const frame = region.current;
    const table = frame?.querySelector("table");
    if (!frame || !table) return undefined;
    let width = 0;
    const look = () => {
      if (frame.clientWidth === width) return;
      width = frame.clientWidth;
      frame.classList.remove("fits", "holds");
      const heads = [...table.querySelectorAll<HTMLElement>("thead th")];
      for (const head of heads) head.style.width = "";
      const widths = heads.map((head) => head.getBoundingClientRect().width);
      if (long) heads.forEach((head, place) => (head.style.width = `${widths[place]}px`));
      frame.classList.toggle("holds", long);
      frame.classList.toggle("fits", table.scrollWidth <= frame.clientWidth);
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(frame);
    return () => observer.disconnect();
  }, [long, what]);
}
