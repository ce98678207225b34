/** The last request that the server refused or failed at, and who offers to report it. */

import { Store } from "./store.ts";

/** Its id; "" while nothing has failed. */
export const lastFailedRequest = new Store("");

/** Opens the form that reports a problem; null where nobody can report one. The id is that of the failed request. */
export const reportOffer = new Store<((requestId: string) => void) | null>(null);

/** Keep the id of an answer that is an error; a session that ended is none. */
export function readFailure(answer: Pick<Response, "status" | "headers">): void {
  if (answer.status >= 400 && answer.status !== 401) lastFailedRequest.set(answer.headers.get("X-Request-ID") ?? "");
}
