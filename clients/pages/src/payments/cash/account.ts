/** What a pupil owes, and what was taken. */

import type { Answer } from "@talim/client";

export type Statement = Answer<"/payments/balance/{student_id}/", "get">;
export type Account = Statement["accounts"][number];

/** What came of it: a receipt, or what waits for a second person. */
export type Taken = { receipt: { id: string; number: string }; words: string } | { waits: string };
