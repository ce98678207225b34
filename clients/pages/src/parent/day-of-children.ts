/** What the first page asks of the server: a few requests for all children together. */

import type { Answer } from "@talim/client";
import { addDays, getDayStart, toIsoDay } from "../format.ts";
import type { Homework } from "../homework/pupil/homework-list.ts";
import type { Lesson } from "../lessons/pupil/lesson.tsx";
import { talim } from "../talim.ts";
import type { Mark } from "../attendance/parent/attendance-mark.tsx";
import type { Child } from "./children.tsx";

export type Account = Answer<"/payments/statement/", "get">[number]["accounts"][number];

export interface ChildDay {
  /** Today's lessons, the earliest first. */
  lessons: Lesson[];
  /** The newest first. */
  marks: Mark[];
  homework: Homework[];
  accounts: Account[];
}

/** The day of each child, by id: only what the guardian's link lets the parent see is asked for. */
export async function fetchDay(children: Child[], zone: string): Promise<Map<string, ChildDay>> {
  const today = toIsoDay(Date.now(), zone);
  const [from, to] = [today, addDays(today, 1)].map((day) => new Date(getDayStart(day, zone)).toISOString());
  const seen = children.filter((child) => child.sees_progress);
  const paid = children.some((child) => child.sees_payments);
  const [progress, statements] = await Promise.all([
    Promise.all(seen.map(({ id: student }) => fetchProgress(student, { from, to }))),
    paid ? talim.api.get("/payments/statement/", { query: { from: today } }) : [],
  ]);
  return new Map(
    children.map((child) => {
      const accounts = child.sees_payments
        ? statements.find((one) => one.student.id === child.id)?.accounts
        : undefined;
      const known = progress[seen.indexOf(child)] ?? { lessons: [], marks: [], homework: [] };
      return [child.id, { ...known, accounts: accounts ?? [] }];
    }),
  );
}

async function fetchProgress(
  student: string,
  day: { from: string | undefined; to: string | undefined },
): Promise<Omit<ChildDay, "accounts">> {
  const [lessons, marks, homework] = await Promise.all([
    talim.api.get("/lessons/", { query: { student, ...day, ordering: "starts_at", page_size: 10 } }),
    talim.api.get("/attendance/", { query: { student, ordering: "-starts_at", page_size: 10 } }),
    talim.api.get("/homework/", { query: { student, ordering: "-created_at", page_size: 30 } }),
  ]);
  return { lessons: lessons.results, marks: marks.results, homework: homework.results };
}
