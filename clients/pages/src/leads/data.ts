/** What the pages about leads share: their rows, who calls whom, moments of next steps. */

import type { Answer } from "@talim/client";
import { getServerTime } from "../clock.ts";
import { formatMonthDay, toIsoDay } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import type { FindPicks, Pick } from "../ui/form/pick-field.tsx";
import { readTranslated } from "../ui/form/translated-field.tsx";
import type { Words } from "../words/index.ts";
import { fetchAllPages } from "../office/all-pages.ts";
import { toMoment, toTime } from "../lessons/timetable/moments.ts";

export type Lead = Answer<"/leads/{id}/", "get">;
export type Stage = Answer<"/leads/stages/", "get">["results"][number];
export type Entry = Answer<"/leads/{id}/timeline/", "get">["results"][number];

export interface LeadProps {
  lead: Lead;
  me: Person;
  /** What an act answered, or nothing where it must be asked for. */
  onChanged: (lead?: Lead) => void;
}

/** What the board shows of the leads. */
export interface BoardFilters {
  search: string;
  source: string;
  owner: string;
}

/** Where a lead may come from that somebody adds by hand; the others come by themselves. */
export const GIVEN_SOURCES = ["phone", "walk_in", "site", "telegram", "instagram", "facebook", "other"] as const;
export const SOURCES = [...GIVEN_SOURCES, "import", "group"] as const;
/** The hour at which a step is to be done where only its day is chosen. */
const STEP_TIME = "10:00";

export function fetchStages(branch: string): Promise<Stage[]> {
  return fetchAllPages((page) =>
    talim.api.get("/leads/stages/", { query: { page, page_size: 100, ...(branch ? { branch } : {}) } }),
  );
}

export type Claim = "none" | "mine" | "another";

/** Who calls the lead now. */
export function getClaim(lead: Pick_<Lead, "claimed_by" | "claimed_until">, me: Person): Claim {
  const { claimed_by: by, claimed_until: until } = lead;
  if (!by || !until || Date.parse(until) <= getServerTime()) return "none";
  return by.id === me.id ? "mine" : "another";
}

type Pick_<T, K extends keyof T> = { [name in K]: T[name] };

export function isOverdue({ next_step_at: at }: Pick_<Lead, "next_step_at">): boolean {
  return at !== null && Date.parse(at) <= getServerTime();
}

/** The fields of a next step in a form. */
export function readStep({ next_step, next_step_at: at }: Pick_<Lead, "next_step" | "next_step_at">, zone: string) {
  return { next_step, step_day: at ? toIsoDay(at, zone) : "", step_time: at ? toTime(at, zone) : STEP_TIME };
}

export const NO_STEP = { next_step: "", step_day: "", step_time: STEP_TIME };
export type StepFields = typeof NO_STEP;

/** The same as the server takes them. */
export function writeStep({ next_step, step_day, step_time }: StepFields, zone: string) {
  return {
    next_step: next_step.trim(),
    next_step_at: step_day ? toMoment(step_day, step_time || STEP_TIME, zone) : null,
  };
}

/** What is wrong with them. */
export function checkStep(
  { next_step, step_day }: StepFields,
  text: string,
): Partial<Record<keyof StepFields, string>> {
  if (Boolean(next_step.trim()) === Boolean(step_day)) return {};
  return step_day ? { next_step: text } : { step_day: text };
}

/** "tomorrow 10:00" is written elsewhere; this is "10:42" left until a moment (ms). */
export function formatLeft(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** "23 November" of a local day ("2026-11-23"). */
export function formatLocalDay(day: string, words: Words): string {
  return formatMonthDay(Date.parse(`${day}T12:00:00Z`), "UTC", words);
}

export function toPick(thing: { id: string; name: string } | null): Pick | null {
  return thing ? { id: thing.id, label: thing.name } : null;
}

export function toCoursePick(course: Lead["course"]): Pick | null {
  return course ? { id: course.id, label: readTranslated(course.title) } : null;
}

/** People of the office, who may work with leads. */
export const findOwners: FindPicks = async (typed) => {
  const roles = ["manager", "admin"] as const;
  const query = { page_size: 12, status: "active" as const, ...(typed ? { search: typed } : {}) };
  const found = await Promise.all(roles.map((role) => talim.api.get("/auth/users/", { query: { ...query, role } })));
  return found
    .flatMap(({ results }) => results)
    .map((user) => ({ id: user.id, label: [user.first_name, user.last_name].filter(Boolean).join(" ") }));
};
