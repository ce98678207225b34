/** Where somebody goes on who signs up for a page: an address below /app/, with what follows its #. */

import { readHashValue } from "./link-token.ts";

/** Only pages of courses: what a link of a stranger says leads nowhere else. */
const NEXT = /^(course\/[\da-f-]{36}|learn\/[\da-f-]{36}|course-invitation#token=[\w-]{1,100})$/;

/** The address of the sign-up that comes back to this page. */
export function buildSignUpAddress(page: string): string {
  return NEXT.test(page) ? `/app/sign-up#next=${encodeURIComponent(page)}` : "/app/sign-up";
}

/** The page that the address of the sign-up names; "" for the first page. */
export function readNextPage(): string {
  const page = readHashValue("next");
  return NEXT.test(page) ? page : "";
}
