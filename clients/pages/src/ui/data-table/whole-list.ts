/** A list that is printed is printed whole: all of its rows are loaded and drawn before. */

import { useEffect, useState } from "preact/hooks";
import type { RowPages } from "./row-pages.ts";

/**
 * Whether all rows are to be drawn, because the page is being printed. With Ctrl-P the missing ones are loaded first; the
 * menu of the browser prints those that are here.
 */
export function useWholeList<Row>(pages: RowPages<Row> | undefined): boolean {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const begin = () => setIsPrinting(true);
    const end = () => setIsPrinting(false);
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== "KeyP" || !pages)
        return;
      event.preventDefault();
      void pages.load(pages.pageNumbers).then(
        () => {
          begin();
          requestAnimationFrame(() => setTimeout(() => print()));
        },
        () => print(),
      );
    };
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    addEventListener("keydown", press);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
      removeEventListener("keydown", press);
    };
  }, [pages]);
  return isPrinting;
}
