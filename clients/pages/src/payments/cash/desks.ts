/** Cash desks of the user's branches, and the ones where the user has a shift. */

import type { Answer } from "@talim/client";
import { talim, type Person } from "../../talim.ts";
import { fetchAllPages } from "../../office/all-pages.ts";

export type CashDesk = Answer<"/payments/cash-desks/", "get">["results"][number];
export type Approval = Answer<"/payments/approvals/{id}/", "get">;

export function fetchDesks(archived = false): Promise<CashDesk[]> {
  return fetchAllPages((page) => talim.api.get("/payments/cash-desks/", { query: { page, page_size: 100, archived } }));
}

export function findOwnDesks(desks: CashDesk[], me: Person, currency?: string): CashDesk[] {
  return desks.filter((desk) => desk.shift?.cashier.id === me.id && (!currency || desk.currency === currency));
}

/** Above a limit the server answers with what waits for a second person. */
export function isApproval(answer: object): answer is Approval {
  return "act" in answer && "requested_by" in answer;
}

/** What was chosen above a table, without what stands for all. */
export function keepChosen(filters: Record<string, string>): object {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
}
