/** Quizzes and their question banks: teachers have the same pages. */

import {
  fetchAttempt,
  fetchBank,
  fetchBanks,
  fetchMarking,
  fetchQuestion,
  fetchQuiz,
  fetchQuizzes,
  fetchResults,
  fetchStatistics,
} from "../../quizzes/write/fetches.ts";
import type { Words } from "../../words/index.ts";
import type { OfficePage } from "../../office/area.ts";

const open = (title: (words: Words) => string, fetch: OfficePage["fetch"]): OfficePage => ({
  title,
  any: ["quizzes.write"],
  shared: true,
  fetch,
});
const nameQuizzes = (words: Words) => words.teacher.nav.quizzes;
const nameBanks = (words: Words) => words.teacher.nav.banks;

export const quizPages: Record<string, OfficePage> = {
  "quizzes-written": open(nameQuizzes, fetchQuizzes),
  "quiz-editor/:id": open(nameQuizzes, fetchQuiz),
  "quiz-results/:id": open(nameQuizzes, fetchResults),
  "quiz-attempt/:id": open(nameQuizzes, fetchAttempt),
  "quiz-statistics/:id": open(nameQuizzes, fetchStatistics),
  "quiz-marking": open((words) => words.teacher.nav.quizMarking, fetchMarking),
  banks: open(nameBanks, fetchBanks),
  "banks/:id": open(nameBanks, fetchBank),
  "question/:id": open(nameBanks, fetchQuestion),
};
