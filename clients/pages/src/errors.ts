/** What went wrong, in a sentence that helps. */

import { ApiError, NetworkError } from "@talim/client";
import { reportBreak } from "./page-errors.ts";
import type { Words } from "./words/index.ts";

export interface ErrorText {
  text: string;
  /** For support; empty when there is nothing to look up. */
  code: string;
}

/** What the pages themselves refuse, for a reason that has its sentence. */
export class PageError extends Error {
  constructor(readonly code: "file_changed" | "unsent_here" | "stored_elsewhere") {
    super(code);
  }
}

/** What a module of ours could not be had for: browsers say `TypeError` where it is not here and there is no network. */
export function fromImportError(reason: unknown): unknown {
  return reason instanceof TypeError ? new NetworkError(reason) : reason;
}

/** Whether the pages themselves broke. What the server refused it knows, and without a network there is nothing to know. */
export function isBroken(error: unknown): boolean {
  return !(error instanceof ApiError || error instanceof NetworkError || error instanceof PageError);
}

/**
 * Our own words for codes that mean one thing wherever they come; the server's, which are in the reader's language too,
 * for the others. `here`: sentences for codes that mean something of their own where they are read.
 */
export function describeError(error: unknown, words: Words, here: Record<string, string> = {}): ErrorText {
  if (error instanceof NetworkError) return { text: words.errors.network, code: "" };
  if (error instanceof PageError) return { text: words.errors[error.code], code: "" };
  if (!(error instanceof ApiError)) {
    void reportBreak(error);
    return { text: words.errors.broken, code: getErrorName(error) };
  }
  const code = [error.code, error.requestId].filter(Boolean).join(" · ");
  if (error.code === "too_many_requests") return { text: words.errors.too_many_requests(error.retryAfter ?? 0), code };
  if (error.code === "invalid") return { text: joinFieldErrors(error), code: "" };
  if (error.code === "login_failed") return { text: here[error.code] ?? words.errors.login_failed, code: "" };
  // Without an id it is the page of a proxy, which does not reach the server or does not let this through.
  if (error.status >= 500 && !error.requestId) return { text: words.errors.unavailable, code };
  const own = here[error.code] ?? (words.errors as Record<string, unknown>)[error.code];
  return { text: typeof own === "string" ? own : error.detail || words.errors.failed, code };
}

function joinFieldErrors(error: ApiError): string {
  return Object.values(error.fields).flat().join(" ") || error.detail;
}

function getErrorName(error: unknown): string {
  return error instanceof Error ? error.name : "";
}
