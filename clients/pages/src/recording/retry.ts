/** What a failed sending waits for, and how long. */

import { ApiError, NetworkError } from "@talim/client";

/** A network, a server that is there again, the person's sign-in. */
export type RetryReason = "network" | "server" | "signIn";

/** How long (ms) after a lost network it is tried again, if nobody says before that it is back. */
const RETRY_MS = 10_000;
/** A server that answers so is there again soon: too many requests, or none of its processes behind the front. */
const TEMPORARY_STATUSES = [429, 502, 503, 504];

/** What has to change before it is tried again; undefined for a refusal, which stays one. */
export function getRetryReason(error: unknown, online: boolean): RetryReason | undefined {
  if (error instanceof NetworkError) return online ? "server" : "network";
  if (!(error instanceof ApiError)) return undefined;
  if (error.status === 401) return "signIn";
  // The same bytes or the same submission are being worked on already.
  const busy = error.status === 409 && error.retryAfter !== undefined;
  return busy || TEMPORARY_STATUSES.includes(error.status) ? "server" : undefined;
}

export function getRetryDelay(error: unknown): number {
  const delay = error instanceof ApiError ? error.retryAfter : undefined;
  return Math.max(RETRY_MS, (delay ?? 0) * 1000);
}
