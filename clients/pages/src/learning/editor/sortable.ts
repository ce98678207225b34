/** Lists whose rows are dragged. The library moves the row; the page then draws the order that it stands for. */

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface Drop {
  /** The `data-id` of the row, and of the list that it was put into. */
  id: string;
  list: string;
  place: number;
}

/** Rows are taken by `.grip`. Lists of one `group` exchange rows. */
export function useSortable(list: RefObject<HTMLElement | null>, drop: (drop: Drop) => void, group?: string): void {
  const present = useRef(drop);
  present.current = drop;
  useEffect(() => {
    let stop = () => {};
    let left = false;
    const begin = async () => {
      const { default: Sortable } = await import("sortablejs");
      if (left || !list.current) return;
      const sortable = Sortable.create(list.current, {
        handle: ".grip",
        draggable: ">[data-id]",
        animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
        ...(group ? { group } : {}),
        onEnd: ({ item, from, to, oldIndex, newDraggableIndex }) => {
          // The rows are the page's: what was moved goes back to where it was drawn.
          item.remove();
          from.insertBefore(item, from.children[oldIndex ?? 0] ?? null);
          present.current({
            id: item.dataset["id"] ?? "",
            list: to.dataset["list"] ?? "",
            place: newDraggableIndex ?? 0,
          });
        },
      });
      stop = () => sortable.destroy();
    };
    void begin().catch(() => undefined);
    return () => {
      left = true;
      stop();
    };
  }, []);
}
