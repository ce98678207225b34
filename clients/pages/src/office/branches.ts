/** The branches of the centre. */

import type { Answer } from "@talim/client";
import { talim } from "../talim.ts";
import { useLoad } from "../ui/load.tsx";
import { fetchAllPages } from "./all-pages.ts";

export type Branch = Answer<"/settings/branches/", "get">["results"][number];

/** All branches, or those in which one works. */
type Which = "all" | "own";

export function fetchBranches(which: Which): Promise<Branch[]> {
  const mine = which === "own" ? { mine: true } : {};
  return fetchAllPages((page) => talim.api.get("/settings/branches/", { query: { page, page_size: 100, ...mine } }));
}

/** None until they are here. */
export function useBranches(which: Which): Branch[] {
  return useLoad(() => fetchBranches(which), [which]).value ?? [];
}
