/** Go from one page of a long list to the next. */

import { useEffect } from "preact/hooks";
import type { Loaded } from "../ui/load.tsx";
import { Button } from "../ui/button.tsx";
import { useWords } from "../words/index.ts";

/** The number of the last page of so many rows. */
export function getLastPage(count: number, size: number): number {
  return Math.max(1, Math.ceil(count / size));
}

/** Go to the last page when the current one is behind it by now. */
export function useLastPage(
  { value, stale: stale }: Pick<Loaded<{ results: unknown[]; count: number }>, "value" | "stale">,
  { page, size, turn }: { page: number; size: number; turn: (page: number) => void },
): void {
  const isBehind = value !== undefined && !stale && !value.results.length && page > 1;
  const last = getLastPage(value?.count ?? 0, size);
  useEffect(() => {
    if (isBehind) turn(last);
  }, [isBehind, last]);
}

export function Pager({ page, pages, turn }: { page: number; pages: number; turn: (page: number) => void }) {
  const { office: texts } = useWords();
  if (pages < 2) return null;
  return (
    <div class="pager" role="group" aria-label={texts.pages}>
      <Button off={page <= 1} onClick={() => turn(page - 1)}>
        ← {texts.before}
      </Button>
      <span class="number" role="status">
        {texts.pageOf(page, pages)}
      </span>
      <Button off={page >= pages} onClick={() => turn(page + 1)}>
        {texts.after} →
      </Button>
    </div>
  );
}
