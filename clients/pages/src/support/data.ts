/** What the pages of tickets read from the server, and how states and priorities look. */

import type { Answer } from "@talim/client";
import { getServerTime } from "../clock.ts";
import { fetchAllPages } from "../office/all-pages.ts";
import type { Person } from "../talim.ts";
import { talim } from "../talim.ts";
import type { FindPicks } from "../ui/form/pick-field.tsx";
import type { IconName } from "../ui/icon.tsx";

export type Ticket = Answer<"/support/tickets/{id}/", "get">;
export type TicketComment = Answer<"/support/tickets/{id}/comments/", "get">["results"][number];
export type TicketFile = TicketComment["files"][number];
export type Category = Answer<"/support/categories/", "get">["results"][number];
export type CannedAnswer = Answer<"/support/canned-answers/", "get">["results"][number];
export type AssignmentRule = Answer<"/support/rules/", "get">["rules"][number];
export type State = Ticket["state"];
export type Priority = Ticket["priority"];
/** The states that who works on a ticket gives it. */
export type WorkState = "in_progress" | "waiting" | "resolved";

/** What is shown to who works on a ticket. */
export interface WorkProps {
  ticket: Ticket;
  me: Person;
  onChange: () => void;
}

export const STATES: State[] = ["open", "in_progress", "waiting", "resolved", "closed"];
export const WORK_STATES: WorkState[] = ["in_progress", "waiting", "resolved"];
export const PRIORITIES: Priority[] = ["urgent", "high", "medium", "low"];

export const STATE_ICONS: Record<State, IconName> = {
  open: "help",
  in_progress: "write",
  waiting: "clock",
  resolved: "good",
  closed: "lock",
};
export const PRIORITY_ICONS: Record<Priority, IconName> = { urgent: "flame", high: "up", medium: "menu", low: "down" };

/** So long (ms) after its end the answer of its reporter reopens a ticket. */
const REOPENS_MS = 14 * 86_400_000;
const PAGE_SIZE = 100;

export function isEnded({ state }: Pick<Ticket, "state">): boolean {
  return state === "resolved" || state === "closed";
}

/** Its reporter cannot reopen it now. */
export function isOver({ state, ended_at: at }: Pick<Ticket, "state" | "ended_at">, now = getServerTime()): boolean {
  return isEnded({ state }) && at !== null && now - Date.parse(at) > REOPENS_MS;
}

/** A service time is over, and what it limits has not happened. As the server counts it. */
export function isLate(ticket: Ticket, now = getServerTime()): boolean {
  if (ticket.state !== "open" && ticket.state !== "in_progress") return false;
  const past = (due: string | null) => due !== null && Date.parse(due) <= now;
  return (ticket.first_answered_at === null && past(ticket.first_answer_due_at)) || past(ticket.resolution_due_at);
}

/** What of its service times ends next; null where none runs. */
export function findDue(ticket: Ticket): string | null {
  const answer = ticket.first_answered_at === null ? ticket.first_answer_due_at : null;
  const all = [answer, ticket.resolution_due_at].filter((due) => due !== null);
  return all.sort()[0] ?? null;
}

export async function fetchComments(id: string): Promise<TicketComment[]> {
  return fetchAllPages((page) =>
    talim.api.get("/support/tickets/{id}/comments/", { path: { id }, query: { page, page_size: PAGE_SIZE } }),
  );
}

export async function fetchCategories(): Promise<Category[]> {
  return (await talim.api.get("/support/categories/", { query: { page_size: PAGE_SIZE } })).results;
}

/** People of staff, whom a ticket can be given. */
export const findStaff: FindPicks = async (typed) => {
  const { results } = await talim.api.get("/auth/users/", {
    query: { staff: true, page_size: 12, ...(typed ? { search: typed } : {}) },
  });
  return results.map((user) => ({ id: user.id, label: nameOf(user), detail: user.email ?? "" }));
};

function nameOf(user: { first_name: string; last_name: string }): string {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}

export interface StaffName {
  id: string;
  name: string;
}

/** Those for the choice of a filter; for who may not see people only themselves. */
export async function fetchStaff(me: Person): Promise<StaffName[]> {
  if (!me.permissions.includes("accounts.view_people")) return [];
  const rows = await fetchAllPages((page) =>
    talim.api.get("/auth/users/", { query: { staff: true, page, page_size: PAGE_SIZE } }),
  );
  return rows.map((user) => ({ id: user.id, name: nameOf(user) }));
}

/** "48 KB" of 48211. */
export function formatSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
