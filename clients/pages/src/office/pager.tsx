/** From one page of a long list to the next. */

import { useWords } from "../words/index.ts";

export function Pager({ page, pages, turn }: { page: number; pages: number; turn: (page: number) => void }) {
  const { office: w } = useWords();
  if (pages < 2) return null;
  return (
    <div class="pager" role="group" aria-label={w.pages}>
      <button type="button" disabled={page <= 1} onClick={() => turn(page - 1)}>
        ← {w.before}
      </button>
      <span class="number" role="status">
        {w.pageOf(page, pages)}
      </span>
      <button type="button" disabled={page >= pages} onClick={() => turn(page + 1)}>
        {w.after} →
      </button>
    </div>
  );
}
