/** What a page of figures shows: kept in its address, so that a link shows the same. */

import { query, replaceQuery } from "../router.tsx";
import { useStore } from "../store.ts";

export type Step = "day" | "week" | "month";
export type SubjectKind = "branch" | "group" | "course";

export interface View {
  step: Step;
  /** Days ("2026-11-21"); empty: as the server chooses. */
  from: string;
  to: string;
  by: SubjectKind | "";
  branch: string;
  group: string;
  course: string;
  /** Two groups that are compared, separated by a comma. */
  pair: string;
}

const STEPS: Step[] = ["day", "week", "month"];
const KINDS: SubjectKind[] = ["branch", "group", "course"];
const TEXTS = ["branch", "group", "course", "pair"] as const;
const DAY_MS = 86_400_000;
/** How many days a step has at least, and how many steps are answered at most. */
const LIMITS: Record<Step, [days: number, steps: number]> = { day: [1, 92], week: [7, 104], month: [30, 36] };

/** The view of an address; what is not understood counts as not there. */
export function readView(search: string, step: Step): View {
  const values = new URLSearchParams(search);
  const day = (name: string) => (/^\d{4}-\d\d-\d\d$/.test(values.get(name) ?? "") ? (values.get(name) ?? "") : "");
  const text = (name: (typeof TEXTS)[number]) => values.get(name) ?? "";
  return {
    step: STEPS.find((one) => one === values.get("step")) ?? step,
    from: day("from"),
    to: day("to"),
    by: KINDS.find((one) => one === values.get("by")) ?? "",
    branch: text("branch"),
    group: text("group"),
    course: text("course"),
    pair: text("pair"),
  };
}

/** What stands after the path for this view, or "". */
export function writeView(view: Partial<View>): string {
  const values = String(new URLSearchParams(Object.entries(view).filter(([, value]) => value)));
  return values ? `?${values}` : "";
}

/** The query of a request: without what is empty, and without what only the page knows. */
export function toRequest({ step, from, to }: View): { step: Step; from?: string; to?: string } {
  return { step, ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** Whether a period has no more steps than the server answers. */
export function fitsStep(step: Step, from: string, to: string): boolean {
  const [days, steps] = LIMITS[step];
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS / days) < steps;
}

/** The view of the open page, and what changes it. A period that is too long for a step is left to the server. */
export function useView(step: Step, today: string): [View, (change: Partial<View>) => void] {
  const view = readView(useStore(query), step);
  const change = (values: Partial<View>) => {
    const next = { ...view, ...values };
    const fits = !next.from || fitsStep(next.step, next.from, next.to || today);
    replaceQuery(writeView(fits ? next : { ...next, from: "" }));
  };
  return [view, change];
}
