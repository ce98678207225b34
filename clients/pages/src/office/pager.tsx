/** From one page of a long list to the next. */

import { useEffect } from "preact/hooks";
import type { Loaded } from "../ui/load.tsx";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/index.ts";

/** The last page of so many rows. */
export function getLastPage(count: number, size: number): number {
  return Math.max(1, Math.ceil(count / size));
}

/** Turn to the last page where the one that was asked for lies behind it by now. */
export function useLastPage(
  { value, stale: old }: Pick<Loaded<{ results: unknown[]; count: number }>, "value" | "stale">,
  { page, size, turn }: { page: number; size: number; turn: (page: number) => void },
): void {
  const behind = value !== undefined && !old && !value.results.length && page > 1;
  const last = getLastPage(value?.count ?? 0, size);
  useEffect(() => {
    if (behind) turn(last);
  }, [behind, last]);
}

export function Pager({ page, pages, turn }: { page: number; pages: number; turn: (page: number) => void }) {
  const { office: w } = useWords();
  if (pages < 2) return null;
  return (
    <div class="pager" role="group" aria-label={w.pages}>
      <Button off={page <= 1} onClick={() => turn(page - 1)}>
        ← {w.before}
      </Button>
      <span class="number" role="status">
        {w.pageOf(page, pages)}
      </span>
      <Button off={page >= pages} onClick={() => turn(page + 1)}>
        {w.after} →
      </Button>
    </div>
  );
}
