/** The grid of a gradebook: what it shows of a pupil's grade, and what a change does to it. */

import type { Answer } from "@talim/client";
import type { Entry, Grade } from "../grade-data.ts";
import { formatPoints, NOTHING, writeNumber, type Draft } from "../points.ts";

export type Grid = Answer<"/grading/gradebooks/{id}/grid/", "get">;
export type GridItem = Grid["items"][number];
export type GridRow = Grid["rows"][number];
export type Cell = GridRow["cells"][number];

/** Which cell of a gradebook. */
export interface CellId {
  student: string;
  item: string;
}

/** Whether it is the same cell. */
export function isSameCell(one: CellId, other: CellId): boolean {
  return one.student === other.student && one.item === other.item;
}

export function findCell(grid: Grid, { student, item }: CellId): Cell | undefined {
  const place = grid.items.findIndex(({ id }) => id === item);
  return grid.rows.find((row) => row.student.id === student)?.cells[place];
}

/** Whether something counts in a cell: then a change needs a reason. */
export function countsAlready(cell: Cell | undefined): boolean {
  return cell !== undefined && (cell.state === "graded" || (cell.state === "excused" && cell.last !== null));
}

/** What a cell begins with when somebody writes in it. Points after a penalty are not those that were given. */
export function getTyped(cell: Cell | undefined): string {
  if (cell?.state === "excused" && cell.last !== null) return "e";
  return cell?.state === "graded" && cell.points !== null && !cell.is_late ? writeNumber(cell.points) : "";
}

/** What is written, in words. */
export function describeDraft({ points, is_excused }: Draft, texts: { excused: string; nothing: string }): string {
  if (points !== null) return formatPoints(points);
  return is_excused ? texts.excused : texts.nothing;
}

/** The grid with a pupil's grade as it was answered to a change. */
export function putGrade(grid: Grid, grade: Grade): Grid {
  const found = new Map(grade.categories.flatMap(({ items }) => items).map((item) => [item.id, item]));
  const rows = grid.rows.map((row) => {
    if (row.student.id !== grade.student.id) return row;
    const cells = grid.items.map(({ id }, place): Cell => {
      const item = found.get(id);
      // An item that counts no more comes with the next loading.
      if (!item) return row.cells[place] as Cell;
      const { state, points, is_dropped, penalty, entries } = item;
      return {
        points: state === "graded" ? points : null,
        state,
        last: listWritten(entries).at(-1)?.id ?? null,
        is_result: entries.find(({ counts }) => counts)?.is_result ?? false,
        is_dropped,
        is_late: penalty !== null,
      };
    });
    return { ...row, percent: grade.percent, word: grade.word, cells };
  });
  return { ...grid, rows };
}

/** What people wrote in a cell before the last entry, to write it again; its last entry. */
export function readFormer(grade: Grade, item: string): { former: Draft; last: string | null } {
  const found = grade.categories.flatMap(({ items }) => items).find(({ id }) => id === item);
  const written = listWritten(found?.entries ?? []);
  const { points, is_excused } = written.at(-2) ?? NOTHING;
  return { former: { points, is_excused }, last: written.at(-1)?.id ?? null };
}

function listWritten(entries: Entry[]): Entry[] {
  return entries.filter((entry) => !entry.is_result);
}
