/** The pages of discussions, with their words and their style. */

import sheet from "sheet:../style/forums.css";
import { addSheet } from "../ui/sheets.ts";
import { withWords } from "../words/catalogue.ts";
import { forumWords } from "./words/index.ts";

function withForums<P>(fetch: () => Promise<P>): () => Promise<P> {
  return withWords(
    [forumWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}

export const fetchForumsPage = withForums(async () => (await import("./forums-page.tsx")).ForumsPage);
export const fetchDiscussionPage = withForums(async () => (await import("./discussion-page.tsx")).DiscussionPage);
export const fetchLessonQuestions = withForums(async () => (await import("./lesson-questions.tsx")).LessonQuestions);
