/** The rows that are chosen for an act, also while they are not on the screen. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useWords } from "../../words/index.ts";
import { showNotice } from "../notices.tsx";
import type { RowPages } from "./row-pages.ts";

/** More than so many rows are not chosen at once. */
const MOST_AT_ONCE = 1_000;

export interface Selection<Row> {
  chosen: Map<string, Row>;
  toggle: (key: string, row: Row) => void;
  coversAll: (rows: Row[]) => boolean;
  toggleAll: (rows: Row[]) => void;
  clear: () => void;
}

export function useSelection<Row>(getKey: (row: Row) => string): Selection<Row> {
  const [chosen, setChosen] = useState(new Map<string, Row>());
  const coversAll = (rows: Row[]) => rows.length > 0 && rows.every((row) => chosen.has(getKey(row)));
  return {
    chosen,
    toggle: (key, row) => {
      const next = new Map(chosen);
      if (!next.delete(key)) next.set(key, row);
      setChosen(next);
    },
    coversAll,
    toggleAll: (rows) => {
      const next = new Map(chosen);
      const all = coversAll(rows);
      for (const row of rows) {
        if (all) next.delete(getKey(row));
        else next.set(getKey(row), row);
      }
      setChosen(next);
    },
    clear: () => setChosen(new Map()),
  };
}

interface BulkBarProps<Row> {
  selection: Selection<Row>;
  pages: RowPages<Row>;
  children: ComponentChildren;
}

/** Stands at the foot of the screen while rows are chosen. */
export function BulkBar<Row>({ selection, pages, children }: BulkBarProps<Row>) {
  const words = useWords();
  const texts = words.office.list;
  const [busy, setBusy] = useState(false);
  const { size } = selection.chosen;
  const chooseAll = async () => {
    setBusy(true);
    try {
      await pages.load(pages.pageNumbers);
      if (!selection.coversAll(pages.loaded)) selection.toggleAll(pages.loaded);
    } catch {
      showNotice(words.errors.network);
    }
    setBusy(false);
  };
  return (
    <div class="bulk-bar" role="region" aria-label={texts.acts}>
      <strong class="number" role="status">
        {texts.chosen(size)}
      </strong>
      {size < pages.count && pages.count <= MOST_AT_ONCE ? (
        <button type="button" class="plain" aria-disabled={busy} onClick={() => busy || void chooseAll()}>
          {texts.chooseAll(pages.count)}
        </button>
      ) : null}
      {children}
      <button type="button" class="plain" onClick={selection.clear}>
        {texts.chooseNone}
      </button>
    </div>
  );
}
