/** Answers of the API about one homework. */

import type { Answer } from "@talim/client";

export type Homework = Answer<"/homework/{id}/", "get">;
export type Attempt = Answer<"/homework/attempts/{id}/", "get">;
