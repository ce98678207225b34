/** The staff's pages of quizzes, each with its words and its style. Teachers and the office have the same ones. */

import sheet from "sheet:../../style/quiz-writing.css";
import { withRubricWriting } from "../../grading/rubrics/fetches.ts";
import type { Page } from "../../person-pages.ts";
import { addSheet } from "../../ui/sheets.ts";
import { withWords } from "../../words/catalogue.ts";
import { editorWords } from "../../learning/editor/words/index.ts";
import { transferWords } from "../../course_transfers/words/index.ts";
import { takeWords } from "../take/words/index.ts";
import { quizWriteWords } from "./words/index.ts";

function withStyle(fetch: () => Promise<Page>): () => Promise<Page> {
  return withWords(
    [quizWriteWords, takeWords, editorWords, transferWords],
    async () => (await Promise.all([fetch(), addSheet(new URL(sheet, import.meta.url).href)]))[0],
  );
}

export const fetchBanks = withStyle(async () => (await import("./banks.tsx")).Banks);
export const fetchBank = withStyle(async () => (await import("./bank.tsx")).BankPage);
export const fetchQuestion = withStyle(async () => (await import("./question-page.tsx")).QuestionPage);
export const fetchQuizzes = withStyle(async () => (await import("./quizzes.tsx")).WrittenQuizzes);
export const fetchQuiz = withStyle(async () => (await import("./quiz-page.tsx")).QuizPage);
export const fetchResults = withStyle(async () => (await import("./results.tsx")).Results);
export const fetchAttempt = withStyle(withRubricWriting(async () => (await import("./attempt-page.tsx")).AttemptPage));
export const fetchStatistics = withStyle(async () => (await import("./statistics.tsx")).StatisticsPage);
export const fetchMarking = withStyle(withRubricWriting(async () => (await import("./marking.tsx")).Marking));
