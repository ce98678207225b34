/** What the pages about groups share: rows of the server, names of people and days. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import type { Option } from "../../ui/form/choice-fields.tsx";
import type { FindPicks, Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { fetchAllPages } from "../../office/all-pages.ts";

export type GroupRow = Answer<"/courses/groups/", "get">["results"][number];
export type Group = Answer<"/courses/groups/{id}/", "get">;
export type Member = Answer<"/courses/groups/{id}/members/", "get">["results"][number];
export type BulkChange = Answer<"/settings/bulk-changes/{id}/", "get">;

export function countFreeSeats(group: { capacity: number; members_count: number }): number {
  return Math.max(0, group.capacity - group.members_count);
}

/** A person or room of the server as what a pick field holds. */
export function toPick(row: { id: string; full_name?: string; name?: string } | null): Pick | null {
  return row && { id: row.id, label: row.full_name ?? row.name ?? "" };
}

/** Names as the options of a field, in their order. */
export function toOptions(names: Record<string, string>, only = Object.keys(names)): Option[] {
  return only.map((value) => ({ value, label: names[value] ?? value }));
}

/** The branches where the user works; empty until they are known. */
/** The members who are in the group, or all who ever were. */
export function fetchMembers(group: string, open?: boolean): Promise<Member[]> {
  const query = { page_size: 100, ordering: "student__first_name", ...(open === undefined ? {} : { open }) };
  return fetchAllPages((page) =>
    talim.api.get("/courses/groups/{id}/members/", { path: { id: group }, query: { ...query, page } }),
  );
}

/** The field's text, or null where nothing was typed. */
export const orNull = (text: string): string | null => text || null;

/** Pupils; where none has this name, anybody: who joins a group becomes a pupil. */
export const findPupils: FindPicks = async (typed) => {
  const pupils = await findPeople("student")(typed);
  return pupils.length || !typed ? pupils : findPeople()(typed);
};
