/** What the page of a second marking reads from the server. */

import type { Answer } from "@talim/client";

export type Marking = Answer<"/grading/items/{id}/marking/", "get">;
