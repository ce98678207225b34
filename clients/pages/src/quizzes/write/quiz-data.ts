/** A quiz as who writes it reads it. */

import type { Answer } from "@talim/client";

export type Quiz = Answer<"/quizzes/{id}/", "get">;
