/** All pupils of a gradebook with all cells. One tab stop; the arrows lead from cell to cell, and one writes where one stands. */

import { useCallback, useRef, useState } from "preact/hooks";
import type { Person } from "../../talim.ts";
import { showNotice } from "../../ui/notices.tsx";
import { gradebookWords } from "./words/index.ts";
import { isSameDraft, NOTHING, readDraft } from "../points.ts";
import type { Entries } from "./entries.ts";
import { findCell, getTyped, type CellId, type Grid } from "./grid-data.ts";
import { GridHead } from "./grid-head.tsx";
import { GridLine, getCellElementId, type Editing } from "./grid-line.tsx";
import { moveAlong, moveByKey, moveDown, type Place } from "./moves.ts";

/** A key that begins to write what it types. */
const TYPED = /^[\p{L}\p{N}.,]$/u;

interface GradeGridProps {
  grid: Grid;
  entries: Entries;
  me: Person;
  editing: Editing | undefined;
  edit: (editing: Editing | undefined) => void;
  active: Place;
  activate: (place: Place) => void;
  /** Somebody wants to see where a pupil's grade comes from. */
  explain: (student: string) => void;
}

export function GradeGrid({ grid, entries, me, editing, edit, active, activate, explain }: GradeGridProps) {
  const texts = gradebookWords.use();
  const field = useRef<HTMLInputElement | null>(null);
  const [wrong, setWrong] = useState("");
  const size = { rows: grid.rows.length, columns: grid.items.length + 1 };
  const nameCell = ({ row, column }: Place): CellId | undefined => {
    const [student, item] = [grid.rows[row]?.student.id, grid.items[column - 1]?.id];
    return student && item ? { student, item } : undefined;
  };
  const focus = (place: Place) => {
    activate(place);
    const student = grid.rows[place.row]?.student.id ?? "";
    document.getElementById(getCellElementId(student, grid.items[place.column - 1]?.id))?.focus();
  };
  const begin = (place: Place, typed?: string) => {
    const cell = nameCell(place);
    if (!cell) return;
    const now = findCell(grid, cell);
    const waiting = entries.unsaved.find((one) => one.student === cell.student && one.item === cell.item);
    if (waiting) return;
    activate(place);
    setWrong("");
    edit({
      ...cell,
      typed: typed ?? getTyped(now),
      before: getTyped(now),
      seen: now?.last ?? null,
      isReplacing: typed === undefined,
    });
  };
  /** Write what stands in the open field; false where it means nothing. */
  const commit = (): boolean => {
    if (!editing || !field.current) return true;
    const typed = field.current.value;
    const draft = readDraft(typed);
    if (!draft) {
      setWrong(texts.wrongPoints);
      return false;
    }
    const cell = { student: editing.student, item: editing.item };
    leave();
    if (!isSameDraft(draft, readDraft(editing.before) ?? NOTHING)) entries.write(cell, draft, editing.seen);
    return true;
  };
  const leave = () => {
    // The blur that follows finds nothing to write.
    field.current = null;
    setWrong("");
    edit(undefined);
  };
  const placeOf = ({ student, item }: CellId): Place => ({
    row: grid.rows.findIndex((row) => row.student.id === student),
    column: grid.items.findIndex(({ id }) => id === item) + 1,
  });

  const typing = (event: KeyboardEvent) => {
    if (!editing) return;
    const here = placeOf(editing);
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
      focus(here);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (commit()) focus(moveDown(here, size));
    } else if (event.key === "Tab") {
      const next = moveAlong(here, event.shiftKey ? -1 : 1, size);
      if (!next) return void commit();
      event.preventDefault();
      if (commit()) focus(next);
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return typing(event);
    if (event.altKey || event.metaKey) return;
    const next = moveByKey(active, event.key, event.ctrlKey, size);
    if (next) {
      event.preventDefault();
      return focus(next);
    }
    if (event.ctrlKey) return;
    const { row, column } = active;
    if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      if (column === 0) explain(grid.rows[row]?.student.id ?? "");
      else begin(active);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      begin(active, "");
    } else if (TYPED.test(event.key)) {
      event.preventDefault();
      begin(active, event.key);
    }
  };
  /** The focus has left the open field: what was typed is written, or said to be none. */
  const left = () => {
    if (!editing || !field.current) return;
    const typed = field.current.value;
    if (commit()) return;
    leave();
    showNotice(texts.notWritten(typed));
  };
  const present = useRef(left);
  present.current = left;
  const hasLeft = useCallback(() => present.current(), []);
  const clicked = (event: MouseEvent) => {
    const place = readPlace(event.target);
    if (!place || event.target instanceof HTMLInputElement) return;
    if (place.column === 0) {
      focus(place);
      explain(grid.rows[place.row]?.student.id ?? "");
    } else begin(place);
  };
  const focused = (event: FocusEvent) => {
    const place = readPlace(event.target);
    if (place && (place.row !== active.row || place.column !== active.column)) activate(place);
  };
  return (
    <>
      <div class="wide grade-grid" role="presentation">
        <table
          role="grid"
          aria-label={grid.title}
          aria-describedby="grid-keys"
          onKeyDown={pressed}
          onClick={clicked}
          onFocusIn={focused}
        >
          <GridHead grid={grid} me={me} />
          <tbody>
            {grid.rows.map((row, at) => (
              <GridLine
                key={row.student.id}
                row={row}
                at={at}
                items={grid.items}
                active={at === active.row ? active.column : -1}
                editing={editing?.student === row.student.id ? editing : undefined}
                unsaved={entries.unsaved.filter(({ student }) => student === row.student.id)}
                field={field}
                isWrong={wrong !== ""}
                left={hasLeft}
              />
            ))}
          </tbody>
        </table>
      </div>
      {wrong ? (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      ) : null}
    </>
  );
}

/** Which cell was meant. */
function readPlace(target: EventTarget | null): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-column]") : null;
  return cell ? { row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) } : undefined;
}
