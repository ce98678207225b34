/** What the pages of moderation read from the server. */

import type { Answer } from "@talim/client";

export type CaseRow = Answer<"/moderation/cases/", "get">["results"][number];
export type Case = Answer<"/moderation/cases/{id}/", "get">;
export type Decision = Case["decisions"][number];
export type OwnDecision = Answer<"/moderation/decisions/", "get">["results"][number];
export type Sanction = Answer<"/moderation/sanctions/", "get">["results"][number];
export type BlockedWord = Answer<"/moderation/words/", "get">["results"][number];

/** Who may write the list of words, and decide in all branches. */
export const MODERATE = "content.moderate";
