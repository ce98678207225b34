/** The kinds of imports: of pupils, of marks in registers, and of leads. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import type { Words } from "../../words/index.ts";

export type TableImport = Answer<"/courses/imports/{id}/", "get">;
export type ListedImport = Answer<"/courses/imports/", "get">["results"][number];
export type Lines = Answer<"/courses/imports/{id}/rows/", "get">;
export type LineResult = Lines["results"][number]["verdict"];
export type Preset = "" | "modme" | "alfacrm";

export interface ImportRequest {
  file: File;
  /** Check the lines without saving them. */
  dry_run: boolean;
  /** The group of lines that name none. */
  group?: string;
  /** The branch of all lines; for leads only. */
  branch?: string;
  /** The program that exported the table; for pupils only. */
  preset?: Preset;
}

interface LinesQuery {
  verdict: LineResult;
  page: number;
  page_size: number;
  ordering: string;
}

/** A kind of import with its texts and operations. */
export interface ImportKind {
  /** The address of its page. */
  page: string;
  title: (words: Words) => string;
  help: (words: Words) => string;
  /** What stays after the import is undone. */
  undoHelp: (words: Words) => string;
  presets: boolean;
  /** What is chosen for all lines: the group of those that name none, or the branch. */
  places: "groups" | "branches";
  /** Whether people without an account are invited afterwards. */
  invites: boolean;
  send: (form: ImportRequest) => Promise<ListedImport>;
  newest: () => Promise<ListedImport[]>;
  get: (id: string) => Promise<TableImport>;
  lines: (id: string, query: LinesQuery) => Promise<Lines>;
  refused: (id: string) => Promise<unknown>;
  undo: (id: string) => Promise<TableImport>;
  /** Carry out one that was checked, with the file that the server keeps; a new import. */
  run: (id: string, key: string) => Promise<TableImport>;
}

const NEWEST_FIRST = { page_size: 10, ordering: "-created_at" };

export const pupilImports: ImportKind = {
  page: "imports",
  title: (words) => words.office.imports,
  help: (words) => words.office.importHelp,
  undoHelp: (words) => words.office.undoHelp,
  presets: true,
  places: "groups",
  invites: true,
  send: (form) => talim.api.post("/courses/imports/students/", { form }),
  newest: async () => (await talim.api.get("/courses/imports/", { query: NEWEST_FIRST })).results,
  get: (id) => talim.api.get("/courses/imports/{id}/", { path: { id } }),
  lines: (id, query) => talim.api.get("/courses/imports/{id}/rows/", { path: { id }, query }),
  refused: (id) => talim.api.get("/courses/imports/{id}/errors/", { path: { id } }),
  undo: (id) => talim.api.post("/courses/imports/{id}/undo/", { path: { id } }),
  run: (id, idempotencyKey) => talim.api.post("/courses/imports/{id}/run/", { path: { id }, idempotencyKey }),
};

export const markImports: ImportKind = {
  page: "marks",
  title: (words) => words.office.marks,
  help: (words) => words.office.marksHelp,
  undoHelp: (words) => words.office.undoMarksHelp,
  presets: false,
  places: "groups",
  invites: false,
  send: (form) => talim.api.post("/attendance/imports/", { form }),
  newest: async () => (await talim.api.get("/attendance/imports/", { query: NEWEST_FIRST })).results,
  get: (id) => talim.api.get("/attendance/imports/{id}/", { path: { id } }),
  lines: (id, query) => talim.api.get("/attendance/imports/{id}/rows/", { path: { id }, query }),
  refused: (id) => talim.api.get("/attendance/imports/{id}/errors/", { path: { id } }),
  undo: (id) => talim.api.post("/attendance/imports/{id}/undo/", { path: { id } }),
  run: (id, idempotencyKey) => talim.api.post("/attendance/imports/{id}/run/", { path: { id }, idempotencyKey }),
};
