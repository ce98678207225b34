/** What a failed upload waits for, and how long. */

import { ApiError, NetworkError } from "@talim/client";

/** The network, the server, or the user's sign-in. */
export type RetryReason = "network" | "server" | "signIn";

/** How long (ms) to wait after a network error. The upload starts earlier if the network is back. */
const RETRY_MS = 10_000;
/** Statuses of a server that works again soon: too many requests, or no process behind the proxy. */
const TEMPORARY_STATUSES = [429, 502, 503, 504];

/** What must change before the next try; undefined for a final refusal. */
export function getRetryReason(error: unknown, online: boolean): RetryReason | undefined {
  if (error instanceof NetworkError) return online ? "server" : "network";
  if (!(error instanceof ApiError)) return undefined;
  if (error.status === 401) return "signIn";
  // The server still works on the same bytes or the same submission.
  const busy = error.status === 409 && error.retryAfter !== undefined;
  return busy || TEMPORARY_STATUSES.includes(error.status) ? "server" : undefined;
}

export function getRetryDelay(error: unknown): number {
  const delay = error instanceof ApiError ? error.retryAfter : undefined;
  return Math.max(RETRY_MS, (delay ?? 0) * 1000);
}
