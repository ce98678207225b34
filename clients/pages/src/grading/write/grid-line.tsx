/** A pupil's row of the grid. It is drawn anew only when something of it has changed. */

import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";
import type { GradebookWords } from "./words/en.ts";
import { gradebookWords } from "./words/index.ts";
import { formatPoints } from "../points.ts";
import type { Unsaved } from "./entries.ts";
import { describeDraft, type Cell, type CellId, type GridItem, type GridRow } from "./grid-data.ts";

/** A cell that somebody writes in. */
export interface Editing extends CellId {
  /** What the field begins with, and what stood there before. */
  typed: string;
  before: string;
  seen: string | null;
  /** What is typed replaces what stands there. */
  isReplacing: boolean;
}

/** What a cell says beside its points. */
export const SIGNS = { missing: "absence", handed_in: "send", late: "late", result: "link" } as const satisfies Record<
  string,
  IconName
>;

export function getCellElementId(student: string, item: string | undefined): string {
  return `cell-${student}-${item ?? "name"}`;
}

interface GridLineProps {
  row: GridRow;
  at: number;
  items: GridItem[];
  /** The column of the cell that the keys act on; -1 in all other rows. */
  active: number;
  editing: Editing | undefined;
  unsaved: Unsaved[];
  field: { current: HTMLInputElement | null };
  isWrong: boolean;
  left: () => void;
}

export function GridLine({ row, at, items, active, editing, unsaved, field, isWrong, left }: GridLineProps) {
  const words = useWords();
  const texts = gradebookWords.use();
  const waiting = unsaved
    .map(({ item, draft, isSending }) => `${item} ${String(draft.points)} ${draft.is_excused} ${isSending}`)
    .join();
  return useMemo(() => {
    const { student, percent, word } = row;
    const place = (column: number) => ({
      id: getCellElementId(student.id, items[column - 1]?.id),
      "data-row": at,
      "data-column": column,
      tabIndex: active === column ? 0 : -1,
    });
    return (
      <tr>
        <th {...place(0)} scope="row" role="rowheader">
          <span class="pupil-name">{student.full_name}</span>
          <span class="quiet pupil-grade">
            {percent === null ? "—" : [word, texts.percent(formatPoints(percent))].filter(Boolean).join(" · ")}
          </span>
        </th>
        {items.map((item, index) => {
          const column = index + 1;
          if (editing?.item === item.id) {
            return (
              <td key={item.id} {...place(column)} role="gridcell" class="editing">
                <CellField
                  label={`${student.full_name}, ${item.name}`}
                  editing={editing}
                  field={field}
                  isWrong={isWrong}
                  left={left}
                />
              </td>
            );
          }
          const own = unsaved.find((one) => one.item === item.id);
          return (
            <td key={item.id} {...place(column)} role="gridcell" class={own ? "unsaved" : row.cells[index]?.state}>
              {own ? (
                <UnsavedCell of={own} />
              ) : row.cells[index] ? (
                <CellLook cell={row.cells[index]} texts={texts} />
              ) : null}
            </td>
          );
        })}
      </tr>
    );
  }, [row, at, items, active, editing, waiting, isWrong, words]);
}

interface CellFieldProps {
  label: string;
  editing: Editing;
  field: { current: HTMLInputElement | null };
  isWrong: boolean;
  left: () => void;
}

function CellField({ label, editing: { typed, isReplacing }, field, isWrong, left }: CellFieldProps) {
  const own = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const input = own.current;
    if (!input) return undefined;
    field.current = input;
    input.focus();
    if (isReplacing) input.select();
    else input.setSelectionRange(input.value.length, input.value.length);
    return () => void (field.current === input && (field.current = null));
  }, []);
  return (
    <input
      ref={own}
      class="number"
      inputMode="decimal"
      autocomplete="off"
      maxLength={12}
      aria-label={label}
      aria-invalid={isWrong}
      defaultValue={typed}
      onBlur={left}
    />
  );
}

function UnsavedCell({ of: { draft, isSending } }: { of: Unsaved }) {
  const texts = gradebookWords.use();
  return (
    <span class="cell">
      {describeDraft(draft, texts)}
      <Icon name={isSending ? "clock" : "warning"} />
      <span class="unseen">{isSending ? texts.isSending : texts.notSaved}</span>
    </span>
  );
}

/** What a cell shows: points or a sign, each with its word for who does not see it. */
function CellLook({
  cell: { points, state, is_result, is_dropped, is_late },
  texts,
}: {
  cell: Cell;
  texts: GradebookWords;
}) {
  const shown = state === "graded" && points !== null ? formatPoints(points) : "";
  return (
    <span class="cell">
      {is_dropped ? <s>{shown}</s> : shown}
      {state === "excused" ? <span aria-hidden="true">e</span> : null}
      {state === "missing" || state === "handed_in" ? <Icon name={SIGNS[state]} /> : null}
      {is_late ? <Icon name={SIGNS.late} /> : null}
      {state === "graded" && is_result ? <Icon name={SIGNS.result} /> : null}
      <span class="unseen">
        {[
          texts.states[state],
          is_dropped ? texts.dropped : "",
          is_late ? texts.late : "",
          state === "graded" && is_result ? texts.result : "",
        ]
          .filter(Boolean)
          .join(", ")}
      </span>
    </span>
  );
}
