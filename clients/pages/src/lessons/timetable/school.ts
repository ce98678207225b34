/** Rooms, groups, teachers and branches, which every part of the timetable chooses from. */

import type { Answer } from "@talim/client";
import { talim, type Person } from "../../talim.ts";
import { useLoad, type Loaded } from "../../ui/load.tsx";
import { fetchAllPages } from "../../office/all-pages.ts";
import { hasPermission } from "../../office/permissions.ts";
import { fetchBranches } from "../../office/branches.ts";

export type Lesson = Answer<"/lessons/", "get">["results"][number];
export type Room = Answer<"/courses/rooms/", "get">["results"][number];
export type Group = Answer<"/courses/groups/", "get">["results"][number];

export interface Teacher {
  id: string;
  full_name: string;
}

export interface School {
  rooms: Room[];
  groups: Group[];
  teachers: Teacher[];
  branches: { id: string; name: string }[];
}

const WHOLE = { page_size: 100 };

export function useSchool(me: Person): Loaded<School> {
  return useLoad<School>(async () => {
    const [rooms, groups, people, branches] = await Promise.all([
      hasPermission(me, "rooms.read")
        ? fetchAllPages((page) => talim.api.get("/courses/rooms/", { query: { ...WHOLE, page } }))
        : [],
      fetchAllPages((page) =>
        talim.api.get("/courses/groups/", { query: { ...WHOLE, status: "active", ordering: "name", page } }),
      ),
      fetchTeachers(me),
      fetchBranches("own"),
    ]);
    const teachers = new Map(
      [...people, ...groups.map((group) => group.lead_teacher)].map(({ id, full_name }) => [id, { id, full_name }]),
    );
    return { rooms, groups, teachers: sortByName([...teachers.values()]), branches };
  }, [me.id]);
}

async function fetchTeachers(me: Person): Promise<Teacher[]> {
  if (!hasPermission(me, "accounts.view_people")) return [];
  const query = { ...WHOLE, role: "teacher" as const, status: "active" as const };
  const users = await fetchAllPages((page) => talim.api.get("/auth/users/", { query: { ...query, page } }));
  return users.map((user) => ({ id: user.id, full_name: [user.first_name, user.last_name].filter(Boolean).join(" ") }));
}

export function sortByName<T extends Teacher>(teachers: T[]): T[] {
  return teachers.sort((a, b) => a.full_name.localeCompare(b.full_name));
}

/** The rooms in which this group can meet; all rooms where its branch is not known. */
export function getRoomsOf(school: School, group: string): Room[] {
  const branch = school.groups.find(({ id }) => id === group)?.branch.id;
  return branch ? school.rooms.filter((room) => room.branch.id === branch) : school.rooms;
}

/** Lessons that touch this time, cancelled ones left out. */
export function fetchLessonsBetween(from: string, to: string, filters: { teacher?: string } = {}): Promise<Lesson[]> {
  const query = { from, to, ...WHOLE, ordering: "starts_at", ...filters };
  return fetchAllPages((page) => talim.api.get("/lessons/", { query: { ...query, page } })).then((rows) =>
    rows.filter((lesson) => lesson.status !== "cancelled"),
  );
}
