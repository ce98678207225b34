/** The branches, groups and courses that figures can be filtered by. */

import { fetchAllPages } from "../office/all-pages.ts";
import { fetchBranches } from "../office/branches.ts";
import { talim, type Person } from "../talim.ts";
import { useLoad, type Loaded } from "../ui/load.tsx";
import { getLanguage } from "../words/index.ts";
import type { SubjectKind } from "./view.ts";

export type Option = [value: string, word: string];
export type Places = Record<SubjectKind, Option[]>;

/** Those of the kinds that are asked for; the others are empty. */
export function usePlaces(me: Person, kinds: readonly SubjectKind[]): Loaded<Places> {
  return useLoad(async () => {
    const ask = (kind: SubjectKind, fetch: () => Promise<Option[]>) =>
      kinds.includes(kind) ? fetch() : Promise.resolve([]);
    const [branch, group, course] = await Promise.all([
      ask("branch", fetchOwnBranches),
      ask("group", () => fetchGroups(me)),
      ask("course", fetchCourses),
    ]);
    return { branch, group, course };
  }, [me.id, kinds.join()]);
}

async function fetchOwnBranches(): Promise<Option[]> {
  return (await fetchBranches("own")).map(({ id, name }) => [id, name]);
}

/** For who sees whole branches all groups, else one's own. */
async function fetchGroups(me: Person): Promise<Option[]> {
  const own = me.permissions.includes("analytics.platform") ? {} : { teacher: me.id };
  const rows = await fetchAllPages((page) =>
    talim.api.get("/courses/groups/", { query: { page, page_size: 100, ordering: "name", ...own } }),
  );
  return rows.map(({ id, name }) => [id, name]);
}

async function fetchCourses(): Promise<Option[]> {
  const rows = await fetchAllPages((page) => talim.api.get("/courses/courses/", { query: { page, page_size: 100 } }));
  return rows.map(({ id, title, slug }) => [id, title[getLanguage()] ?? slug]);
}
