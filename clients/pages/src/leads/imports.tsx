/** Tables of leads: checked, imported, taken back. */

import { talim } from "../talim.ts";
import type { PageProps } from "../person-pages.ts";
import { leadsWords } from "./words/index.ts";
import { ReportPage } from "../courses/imports/import.tsx";
import type { ImportKind } from "../courses/imports/import-kinds.ts";
import { ImportsPage } from "../courses/imports/imports.tsx";

const NEWEST_FIRST = { page_size: 10, ordering: "-created_at" };

const leadImports: ImportKind = {
  page: "lead-imports",
  title: () => leadsWords.get().arranging.imports,
  help: () => leadsWords.get().arranging.importHelp,
  undoHelp: () => leadsWords.get().arranging.undoHelp,
  presets: false,
  invites: false,
  places: "branches",
  send: ({ file, dry_run, branch }) =>
    talim.api.post("/leads/imports/", { form: { file, dry_run, ...(branch ? { branch } : {}) } }),
  newest: async () => (await talim.api.get("/leads/imports/", { query: NEWEST_FIRST })).results,
  get: (id) => talim.api.get("/leads/imports/{id}/", { path: { id } }),
  lines: (id, query) => talim.api.get("/leads/imports/{id}/rows/", { path: { id }, query }),
  refused: (id) => talim.api.get("/leads/imports/{id}/errors/", { path: { id } }),
  undo: (id) => talim.api.post("/leads/imports/{id}/undo/", { path: { id } }),
  run: (id, idempotencyKey) => talim.api.post("/leads/imports/{id}/run/", { path: { id }, idempotencyKey }),
};

export function LeadImports({ me }: PageProps) {
  return <ImportsPage kind={leadImports} me={me} />;
}

export function LeadImportPage({ me, values }: PageProps) {
  return <ReportPage kind={leadImports} me={me} id={values["id"] ?? ""} />;
}
