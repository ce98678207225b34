/** Refusals of the server with the names that the fields have on these pages. */

import { ApiError } from "@talim/client";

const NAMES: Record<string, string> = {
  phones: "phone",
  next_step_at: "step_day",
  "payment.amount": "amount",
  "payment.amount.amount": "amount",
  "payment.amount.currency": "amount",
  "payment.method": "method",
  "payment.desk": "desk",
  "payment.note": "money_note",
  desk: "desk",
};

/** The same refusal: "next_step_at" is "step_day", "phones.0" is "phone". */
export function nameFields(reason: unknown): unknown {
  if (!(reason instanceof ApiError)) return reason;
  const fields = Object.entries(reason.fields).map(([path, texts]) => [
    NAMES[path] ?? NAMES[path.split(".")[0] ?? ""] ?? path,
    texts,
  ]);
  return new ApiError(
    reason.status,
    reason.code,
    reason.detail,
    Object.fromEntries(fields) as Record<string, string[]>,
    reason.requestId,
    reason.retryAfter,
  );
}

/** Throws it. */
export function throwNamed(reason: unknown): never {
  throw nameFields(reason);
}
