/** The pupil's homework: the newest, and older ones that are still open. */

import type { Answer } from "@talim/client";
import { fetchNewestOfPages } from "../../pupil/newest.ts";

export type Homework = Answer<"/homework/", "get">["results"][number];

/** States in which the pupil has something to do. */
export const OPEN_STATES = ["assigned", "returned"] as const satisfies Homework["state"][];

export interface HomeworkList {
  all: Homework[];
  /** There is older homework that is not open. */
  more: boolean;
}

export interface HomeworkSource {
  list: (query: { page: number; page_size: number; ordering: string; state?: Homework["state"] }) => Promise<{
    results: Homework[];
    count: number;
  }>;
  one: (id: string) => Promise<Homework>;
}

/** How many of each open state are searched among the older homework. */
const MAX_OPEN = 100;

/** The newest homework, up to the limit. Open ones, and the ones of `listNamed`, are included at any age. */
export async function fetchHomeworkList(
  source: HomeworkSource,
  limit: number,
  listNamed: () => Promise<string[]>,
): Promise<HomeworkList> {
  const ordering = "-created_at";
  const { results, more } = await fetchNewestOfPages(limit, (page, page_size) =>
    source.list({ page, page_size, ordering }),
  );
  if (!more) return { all: results, more };
  const open = OPEN_STATES.map((state) => source.list({ page: 1, page_size: MAX_OPEN, ordering, state }));
  const known = new Map(results.map((homework) => [homework.id, homework]));
  for (const answer of await Promise.all(open)) for (const homework of answer.results) known.set(homework.id, homework);
  const missing = (await listNamed()).filter((id) => !known.has(id));
  const older = await Promise.all(missing.map((id) => source.one(id).catch(() => undefined)));
  return { all: [...known.values(), ...older.filter((item) => item !== undefined)], more };
}

/** The titles that more than one of these has. */
export function findRepeatedTitles(titles: string[]): ReadonlySet<string> {
  return new Set(titles.filter((title, place) => titles.indexOf(title) !== place));
}
