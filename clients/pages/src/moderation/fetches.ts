/** The pages of moderation, with their words and their style. */

import sheet from "sheet:../style/forums.css";
import { addSheet } from "../ui/sheets.ts";
import { withWords } from "../words/catalogue.ts";
import { forumWords } from "../forums/words/index.ts";
import { moderationWords } from "./words/index.ts";

function withModeration<P>(fetch: () => Promise<P>): () => Promise<P> {
  return withWords(
    [forumWords, moderationWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}

export const fetchModeration = withModeration(async () => (await import("./moderation-page.tsx")).ModerationPage);
export const fetchCase = withModeration(async () => (await import("./case-page.tsx")).CasePage);
export const fetchDecisions = withModeration(async () => (await import("./own-decisions.tsx")).OwnDecisions);
