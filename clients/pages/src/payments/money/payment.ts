/** A payment with all its parts. */

import type { Answer } from "@talim/client";

export type Payment = Answer<"/payments/{id}/", "get">;
