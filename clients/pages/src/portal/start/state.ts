/** How far a new centre is, as the server has it, and what this person chose on this device. */

import type { Answer } from "@talim/client";
import { saveItem, storage, talim, type Person } from "../../talim.ts";
import { hasPermission } from "../../office/permissions.ts";

export type Room = Answer<"/courses/rooms/", "get">["results"][number];
export type Course = Answer<"/courses/courses/", "get">["results"][number];
export type Group = Answer<"/courses/groups/", "get">["results"][number];
export type Schedule = Answer<"/courses/groups/{id}/schedule/", "get">;

export const STEPS = ["room", "course", "teacher", "group", "pupils"] as const;
export type Step = (typeof STEPS)[number];

/** The group that is furthest, and its timetable. */
export interface BegunGroup {
  group: Group;
  schedule: Schedule;
}

export interface StartState {
  rooms: Room[];
  courses: Course[];
  teachers: { id: string; name: string }[];
  /** Invitations that wait for an answer. */
  invited: number;
  begun: BegunGroup | null;
  done: Record<Step, boolean>;
}

/** `alone`: the person teaches the first group. `over`: the steps are done or not wanted. */
interface Choices {
  alone?: boolean;
  over?: boolean;
}

const KEY = "talim.start.";
/** More groups than these are not the beginning of a centre. */
const GROUPS = 20;

export function getFullName({ first_name, last_name }: Pick<Person, "first_name" | "last_name">): string {
  return [first_name, last_name].filter(Boolean).join(" ");
}

export function readChoices(me: Person): Choices {
  return JSON.parse(storage.getItem(KEY + me.id) ?? "{}") as Choices;
}

export function saveChoices(me: Person, choices: Choices): void {
  saveItem(KEY + me.id, JSON.stringify({ ...readChoices(me), ...choices }));
}

/** The active group with the most pupils; null without groups. */
export async function fetchBegunGroup(): Promise<BegunGroup | null> {
  const { results } = await talim.api.get("/courses/groups/", {
    query: { status: "active", ordering: "created_at", page_size: GROUPS },
  });
  const [group] = [...results].sort((a, b) => b.members_count - a.members_count);
  return group
    ? { group, schedule: await talim.api.get("/courses/groups/{id}/schedule/", { path: { id: group.id } }) }
    : null;
}

export async function fetchStart(me: Person): Promise<StartState> {
  const all = { page_size: 100 };
  const [rooms, courses, people, invitations, begun] = await Promise.all([
    talim.api.get("/courses/rooms/", { query: { ...all, ordering: "name" } }),
    talim.api.get("/courses/courses/", { query: all }),
    talim.api.get("/auth/users/", { query: { ...all, role: "teacher", status: "active" } }),
    hasPermission(me, "accounts.invite")
      ? talim.api.get("/auth/invitations/", { query: { page_size: 1, state: "open" } })
      : { count: 0 },
    fetchBegunGroup(),
  ]);
  const teachers = people.results.map(({ id, first_name, last_name }) => ({
    id,
    name: getFullName({ first_name, last_name }),
  }));
  const hasTeacher = teachers.length > 0 || invitations.count > 0 || readChoices(me).alone === true;
  return {
    rooms: rooms.results,
    courses: courses.results,
    teachers,
    invited: invitations.count,
    begun,
    done: {
      room: rooms.count > 0,
      course: courses.count > 0,
      teacher: hasTeacher || begun !== null,
      group: hasTimetable(begun),
      pupils: hasPupils(begun),
    },
  };
}

export function hasTimetable(begun: BegunGroup | null): boolean {
  return Boolean(begun?.schedule.lines.length);
}

export function hasPupils(begun: BegunGroup | null): boolean {
  return Boolean(begun?.group.members_count);
}

/** A group with pupils and a timetable is there. */
export function isReady(begun: BegunGroup | null): begun is BegunGroup {
  return hasTimetable(begun) && hasPupils(begun);
}
