/** What is written into cells and not saved yet. Each cell's entries are sent one after the other; what was typed is never lost. */

import { useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { talim } from "../../talim.ts";
import type { Loaded } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { gradebookWords } from "./words/index.ts";
import type { Grade } from "../grade-data.ts";
import type { Draft } from "../points.ts";
import {
  countsAlready,
  describeDraft,
  findCell,
  isSameCell,
  putGrade,
  readFormer,
  type CellId,
  type Grid,
} from "./grid-data.ts";

export interface Unsaved extends CellId {
  draft: Draft;
  /** The entry that stood in the cell when somebody began to write. */
  seen: string | null;
  /** It is on its way; otherwise somebody has to say why, or try again. */
  isSending: boolean;
  error?: unknown;
}

export interface Entries {
  unsaved: Unsaved[];
  /** Write into a cell; where something counts, it waits for a reason. */
  write: (cell: CellId, draft: Draft, seen: string | null) => void;
  /** Send what waited, with a reason. Rejects when the server refuses it. */
  send: (one: Unsaved, reason: string) => Promise<void>;
  forget: (one: CellId) => void;
  /** Show a pupil's grade as it was answered. */
  show: (grade: Grade) => void;
}

/** `page`: which pupils stand in the grid. */
export function useEntries(loaded: Loaded<Grid>, grid: Grid, page: number): Entries {
  const words = useWords();
  const texts = gradebookWords.use();
  const path = { id: grid.id };
  const [unsaved, setUnsaved] = useState<Unsaved[]>([]);
  const current = useRef(grid);
  current.current = loaded.value ?? grid;
  /** By an entry of this page's own cells, the entry that this page wrote after it. */
  const followers = useRef(new Map<string, string | null>());
  const queues = useRef(new Map<string, Promise<unknown>>());

  const shown = useRef(page);
  shown.current = page;
  const show = (grade: Grade) => {
    // Other pupils stand here by now; those come anew with their page.
    if (shown.current !== page) return;
    current.current = putGrade(current.current, grade);
    loaded.replace(current.current);
  };
  const put = (one: Unsaved) => setUnsaved((all) => [...all.filter((other) => !isSameCell(other, one)), one]);
  const forget = (cell: CellId) => setUnsaved((all) => all.filter((other) => !isSameCell(other, cell)));

  const post = async ({ student, item, draft, seen }: Unsaved, reason: string): Promise<Grade> => {
    const cell = `${student} ${item}`;
    let last = seen;
    while (followers.current.has(`${cell} ${last}`)) last = followers.current.get(`${cell} ${last}`) ?? null;
    const body = { student, item, ...draft, reason, last };
    const grade = await retryAfterSignIn(() => talim.api.post("/grading/gradebooks/{id}/entries/", { path, body }));
    const next = readFormer(grade, item).last;
    if (next !== last) followers.current.set(`${cell} ${last}`, next);
    return grade;
  };
  const send = async (one: Unsaved, reason: string, isUndo = false): Promise<void> => {
    const cell = `${one.student} ${one.item}`;
    const sending = (queues.current.get(cell) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => post(one, reason));
    queues.current.set(cell, sending);
    try {
      const grade = await sending;
      forget(one);
      show(grade);
      tell(one, grade, isUndo);
    } catch (error) {
      const seen = isChanged(error) ? await loadSeen(one) : one.seen;
      put({ ...one, seen, isSending: false, error });
      throw error;
    }
  };
  /** What stands in the cell now, so that writing again is meant for it. */
  const loadSeen = async (cell: CellId): Promise<string | null> => {
    const fresh = await talim.api
      .get("/grading/gradebooks/{id}/grid/", { path, query: { page } })
      .catch(() => undefined);
    if (fresh && shown.current === page) loaded.replace((current.current = fresh));
    return findCell(fresh ?? current.current, cell)?.last ?? null;
  };
  const tell = (one: Unsaved, grade: Grade, isUndo: boolean) => {
    if (isUndo) return showNotice(words.form.undone);
    const { former, last } = readFormer(grade, one.item);
    const item = grid.items.find(({ id }) => id === one.item);
    const undo = () =>
      void send({ ...one, draft: former, seen: last, isSending: true }, words.form.undo, true).catch(() => undefined);
    const isMore = item !== undefined && one.draft.points !== null && one.draft.points > item.max_points;
    const text = texts.written(grade.student.full_name, item?.name ?? "", describeDraft(one.draft, texts));
    showNotice(isMore ? `${text} ${texts.moreThanMost}` : text, { label: words.form.undo, run: undo });
  };
  const write: Entries["write"] = (cell, draft, seen) => {
    const one: Unsaved = {
      student: cell.student,
      item: cell.item,
      draft,
      seen,
      isSending: !countsAlready(findCell(current.current, cell)),
    };
    put(one);
    if (one.isSending) void send(one, "").catch(() => undefined);
  };
  return { unsaved, write, send: (one, reason) => send(one, reason), forget, show };
}

/** Whether somebody else wrote into the cell meanwhile. */
export function isChanged(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "grade_changed";
}

/** Whether the server only asks why. */
export function isWithoutReason(error: unknown): boolean {
  return error instanceof ApiError && error.status === 422 && Object.keys(error.fields).join() === "reason";
}
