/** Gradebooks, which teachers have too, rubrics, saved comments, and the centre's own grade scales. */

import {
  fetchGradeAppeals,
  fetchGradebook,
  fetchGradebookSetup,
  fetchGradeScales,
  fetchMarking,
} from "../../grading/write/fetches.ts";
import { fetchRubrics, fetchSavedComments } from "../../grading/rubrics/fetches.ts";
import type { Words } from "../../words/index.ts";
import type { OfficePage } from "../../office/area.ts";

const nameGradebook = (words: Words) => words.teacher.nav.gradebook;
const nameRubrics = (words: Words) => words.teacher.nav.rubrics;

export const gradePages: Record<string, OfficePage> = {
  "gradebook/:id": { title: nameGradebook, any: ["grading.write"], shared: true, fetch: fetchGradebook },
  "gradebook-setup/:id": { title: nameGradebook, any: ["grading.write"], shared: true, fetch: fetchGradebookSetup },
  "grade-appeals": {
    title: (words) => words.teacher.nav.gradeAppeals,
    any: ["grading.write"],
    shared: true,
    fetch: fetchGradeAppeals,
  },
  "grade-marking/:id": {
    title: (words) => words.teacher.nav.secondMarking,
    any: ["grading.write"],
    shared: true,
    fetch: fetchMarking,
  },
  rubrics: { title: nameRubrics, any: ["grading.write"], shared: true, fetch: fetchRubrics },
  "rubrics/:gradebook": { title: nameRubrics, any: ["grading.write"], shared: true, fetch: fetchRubrics },
  "saved-comments": {
    title: (words) => words.teacher.nav.savedComments,
    any: ["grading.write"],
    shared: true,
    fetch: fetchSavedComments,
  },
  "grade-scales": {
    title: (words) => words.office.nav.pages.gradeScales,
    any: ["grading.manage"],
    fetch: fetchGradeScales,
  },
};
