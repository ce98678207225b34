/** A debtor as the list shows them. */

import type { Answer } from "@talim/client";

export type Debtor = Answer<"/payments/debtors/", "get">["results"][number];
