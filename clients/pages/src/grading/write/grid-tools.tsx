/** What can be done with the cell on which one stands, besides writing points. */

import { Button } from "../../ui/button.tsx";
import { gradebookWords } from "./words/index.ts";
import { EXCUSE, NOTHING } from "../points.ts";
import type { Entries } from "./entries.ts";
import { findCell, type CellId, type Grid } from "./grid-data.ts";

interface GridToolsProps {
  grid: Grid;
  /** The cell; without an item it is the name of the pupil. */
  cell: { student: string; item: string | undefined } | undefined;
  entries: Entries;
  /** Close the open field without writing. */
  stopEditing: () => void;
  open: (what: "reasons" | "extension") => void;
}

export function GridTools({ grid, cell, entries, stopEditing, open }: GridToolsProps) {
  const texts = gradebookWords.use();
  const student = grid.rows.find((row) => row.student.id === cell?.student)?.student;
  const item = grid.items.find(({ id }) => id === cell?.item);
  if (!cell || !student) return null;
  const written: CellId | undefined = item && { student: student.id, item: item.id };
  const now = written && findCell(grid, written);
  const write = (draft: typeof EXCUSE) => {
    stopEditing();
    if (written) entries.write(written, draft, now?.last ?? null);
  };
  const isExcused = now?.state === "excused";
  return (
    <div class="grid-tools" role="toolbar" aria-label={texts.tools} onMouseDown={(event) => event.preventDefault()}>
      <p>
        <strong>{student.full_name}</strong>
        {item ? ` · ${item.name}` : null}
      </p>
      <div class="buttons">
        <Button off={!written || isExcused} onClick={() => write(EXCUSE)}>
          {texts.excuse}
        </Button>
        <Button off={!now?.last} onClick={() => write(NOTHING)}>
          {texts.takeBack}
        </Button>
        <Button off={!written} onClick={() => open("extension")}>
          {texts.extend}
        </Button>
        <button type="button" onClick={() => open("reasons")}>
          {texts.reasons}
        </button>
      </div>
    </div>
  );
}
