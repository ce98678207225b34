/** What a request that failed means for a small child. */

import { ApiError, NetworkError } from "@talim/client";

/**
 * `away`: there is no internet; `enough`: the child has played as long as a guardian allows; `path`: the lesson is not
 * there for the child any more; `again`: something else, which may go at another try.
 */
export type Failure = "away" | "enough" | "path" | "again";

/** Statuses after which another try is of use: who is it, too many, and all of the server's own. */
const [SIGNED_OUT, TOO_MANY, OWN] = [401, 429, 500];

export function readFailure(reason: unknown): Failure {
  if (reason instanceof NetworkError) return "away";
  if (!(reason instanceof ApiError)) return "again";
  if (reason.code === "enough_for_today") return "enough";
  return reason.status === SIGNED_OUT || reason.status === TOO_MANY || reason.status >= OWN ? "again" : "path";
}
