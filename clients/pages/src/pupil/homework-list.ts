/** The homework that somebody was given: the newest, and of what is older whatever there is still to do. */

import type { Answer } from "@talim/client";
import { fetchNewestOfPages } from "./newest.ts";

export type Homework = Answer<"/homework/", "get">["results"][number];

/** States in which the pupil has something to do. */
export const OPEN_STATES = ["assigned", "returned"] as const satisfies Homework["state"][];

export interface HomeworkList {
  all: Homework[];
  /** There is older homework, with nothing to do. */
  more: boolean;
}

export interface HomeworkSource {
  list: (query: { page: number; page_size: number; ordering: string; state?: Homework["state"] }) => Promise<{
    results: Homework[];
    count: number;
  }>;
  one: (id: string) => Promise<Homework>;
}

/** So many of each state are looked for among the older homework. */
const MAX_OPEN = 100;

/** The newest, as many as wanted; open ones and those named (with a recording that is not sent) however old they are. */
export async function fetchHomeworkList(ask: HomeworkSource, most: number, named: () => Promise<string[]>): Promise<HomeworkList> {
  const ordering = "-created_at";
  const { results, more } = await fetchNewestOfPages(most, (page, page_size) => ask.list({ page, page_size, ordering }));
  if (!more) return { all: results, more };
  const open = OPEN_STATES.map((state) => ask.list({ page: 1, page_size: MAX_OPEN, ordering, state }));
  const known = new Map(results.map((homework) => [homework.id, homework]));
  for (const answer of await Promise.all(open)) for (const homework of answer.results) known.set(homework.id, homework);
  const missing = (await named()).filter((id) => !known.has(id));
  const older = await Promise.all(missing.map((id) => ask.one(id).catch(() => undefined)));
  return { all: [...known.values(), ...older.filter((item) => item !== undefined)], more };
}
