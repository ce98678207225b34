/** The branches of the centre. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { fetchAllPages } from "../all-pages.ts";

export type Branch = Answer<"/settings/branches/", "get">["results"][number];

export function loadBranches(): Promise<Branch[]> {
  return fetchAllPages((page) => talim.api.get("/settings/branches/", { query: { page, page_size: 100 } }));
}

/** Those in which one works. */
export function loadOwnBranches(): Promise<Branch[]> {
  return fetchAllPages((page) => talim.api.get("/settings/branches/", { query: { page, page_size: 100, mine: true } }));
}
