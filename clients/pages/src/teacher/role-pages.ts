/** Where a teacher can go: each page for who holds the permission that its operations ask for, in a role of the centre's own too. */

import type { RolePages } from "../person-pages.ts";
import { familyArea } from "../words/areas.ts";
import { withWords } from "../words/catalogue.ts";
import { chatWords } from "../chat/words/index.ts";
import { courseBlockWords } from "../learning/blocks/words/index.ts";
import { editorWords } from "../learning/editor/words/index.ts";
import { transferWords } from "../course_transfers/words/index.ts";
import { atRiskWords } from "../analytics/at-risk/words/index.ts";
import { coursesWords } from "../courses/catalogue/words/index.ts";
import { feedbackWords } from "../lessons/feedback/words/index.ts";
import { messagesWords } from "../notifications/office/words/index.ts";
import { payWords } from "../payments/pay/words/index.ts";
import { peopleWords } from "../accounts/people/words/index.ts";
import { pupilsWords } from "../accounts/pupils/words/index.ts";
import { liveWords } from "../lessons/live/words/index.ts";
import { timetableWords } from "../lessons/timetable/words/index.ts";
import { ownWords } from "../pupil/own/words/index.ts";
import { filmWords } from "../video/films/words/index.ts";
import { groupWords } from "../courses/teacher/words/index.ts";
import { homeworkWords } from "../homework/teacher/words/index.ts";
import { libraryWords } from "../resources/teacher/words/index.ts";
import { fetchCertificates } from "../certificates/write/fetches.ts";
import { fetchRubrics, fetchSavedComments, withRubricWriting } from "../grading/rubrics/fetches.ts";
import {
  fetchGradeAppeals,
  fetchGradebook,
  fetchGradebookSetup,
  fetchMarking as fetchSecondMarking,
} from "../grading/write/fetches.ts";
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
} from "../quizzes/write/fetches.ts";
import { canOpenPage, hasTeacherPages, type PermissionHolder } from "./page-permissions.ts";

const PAGES: RolePages["pages"] = {
  "": { title: (words) => words.nav.home, fetch: async () => (await import("./home.tsx")).Home },
  "register/:id": {
    title: (words) => words.teacher.register.title,
    fetch: withWords([liveWords], async () => (await import("../attendance/teacher/register-page.tsx")).RegisterPage),
  },
  "lesson/:id": {
    title: (words) => words.teacher.lesson,
    fetch: withWords(
      [groupWords, libraryWords, liveWords, timetableWords],
      async () => (await import("../lessons/teacher/lesson.tsx")).LessonPage,
    ),
  },
  "group/:id": {
    title: (words) => words.teacher.give.group,
    fetch: withWords(
      [groupWords, libraryWords, messagesWords, feedbackWords, chatWords],
      async () => (await import("../courses/teacher/group.tsx")).GroupPage,
    ),
  },
  "pupil/:id": {
    title: (words) => words.teacher.pupil,
    fetch: withWords(
      [groupWords, messagesWords, pupilsWords, chatWords],
      async () => (await import("../courses/teacher/pupil.tsx")).PupilPage,
    ),
  },
  "skills-map/:id": {
    title: (words) => words.teacher.skillsMap,
    fetch: async () => (await import("../kids/teacher/fetches.ts")).fetchSkillsMap(),
  },
  "kid/:id": {
    title: (words) => words.teacher.pupil,
    fetch: async () => (await import("../kids/teacher/fetches.ts")).fetchKid(),
  },
  "wall/:id": {
    title: (words) => words.teacher.wall.title,
    fetch: async () => (await import("../homework/teacher/wall.tsx")).Wall,
  },
  review: {
    title: (words) => words.teacher.review.title,
    fetch: withRubricWriting(async () => (await import("../homework/teacher/review.tsx")).Review),
  },
  "review/:id": {
    title: (words) => words.teacher.review.title,
    fetch: withRubricWriting(async () => (await import("../homework/teacher/homework.tsx")).Homework),
  },
  excuses: {
    title: (words) => words.teacher.excuses.title,
    fetch: async () => (await import("../attendance/teacher/excuses.tsx")).Excuses,
  },
  assignments: {
    title: (words) => words.teacher.nav.assignments,
    fetch: withWords(
      [homeworkWords],
      withRubricWriting(async () => (await import("../homework/teacher/assignments.tsx")).Assignments),
    ),
  },
  "assignment/:id": {
    title: (words) => words.teacher.assignment,
    fetch: withWords(
      [homeworkWords],
      withRubricWriting(async () => (await import("../homework/teacher/assignment.tsx")).AssignmentPage),
    ),
  },
  library: {
    title: (words) => words.teacher.nav.library,
    fetch: withWords([libraryWords, filmWords], async () => (await import("../resources/teacher/library.tsx")).Library),
  },
  write: {
    title: (words) => words.teacher.nav.write,
    fetch: withWords(
      [transferWords, editorWords, coursesWords],
      async () => (await import("../learning/editor/taught-courses.tsx")).TaughtCourses,
    ),
  },
  "write/:course": {
    title: (words) => words.teacher.nav.write,
    fetch: withWords(
      [editorWords, transferWords, coursesWords],
      async () => (await import("../learning/editor/outline-page.tsx")).WriteCourse,
    ),
  },
  "write/:course/:lesson": {
    title: (words) => words.teacher.nav.write,
    fetch: withWords(
      [editorWords, courseBlockWords, filmWords],
      async () => (await import("../learning/editor/lesson-page.tsx")).WriteLesson,
    ),
  },
  "quizzes-written": { title: (words) => words.teacher.nav.quizzes, fetch: fetchQuizzes },
  "quiz-editor/:id": { title: (words) => words.teacher.nav.quizzes, fetch: fetchQuiz },
  "quiz-results/:id": { title: (words) => words.teacher.nav.quizzes, fetch: fetchResults },
  "quiz-attempt/:id": { title: (words) => words.teacher.nav.quizzes, fetch: fetchAttempt },
  "quiz-statistics/:id": { title: (words) => words.teacher.nav.quizzes, fetch: fetchStatistics },
  "quiz-marking": { title: (words) => words.teacher.nav.quizMarking, fetch: fetchMarking },
  banks: { title: (words) => words.teacher.nav.banks, fetch: fetchBanks },
  "banks/:id": { title: (words) => words.teacher.nav.banks, fetch: fetchBank },
  "question/:id": { title: (words) => words.teacher.nav.banks, fetch: fetchQuestion },
  "gradebook/:id": { title: (words) => words.teacher.nav.gradebook, fetch: fetchGradebook },
  "gradebook-setup/:id": { title: (words) => words.teacher.nav.gradebook, fetch: fetchGradebookSetup },
  "grade-appeals": { title: (words) => words.teacher.nav.gradeAppeals, fetch: fetchGradeAppeals },
  "grade-marking/:id": { title: (words) => words.teacher.nav.secondMarking, fetch: fetchSecondMarking },
  moderation: {
    title: (words) => words.teacher.nav.moderation,
    fetch: async () => (await import("../moderation/fetches.ts")).fetchModeration(),
  },
  "moderation/:id": {
    title: (words) => words.teacher.nav.moderation,
    fetch: async () => (await import("../moderation/fetches.ts")).fetchCase(),
  },
  tickets: {
    title: (words) => words.office.nav.pages.tickets,
    fetch: async () => (await import("../support/fetches.ts")).fetchDesk(),
  },
  analytics: {
    title: (words) => words.office.nav.pages.analytics,
    fetch: async () => (await import("../analytics/fetches.ts")).fetchTeacher(),
  },
  "analytics/:measure": {
    title: (words) => words.office.nav.pages.analytics,
    fetch: async () => (await import("../analytics/fetches.ts")).fetchMeasure(),
  },
  "at-risk": {
    title: (words) => words.office.nav.pages.atRisk,
    fetch: withWords([atRiskWords], async () => (await import("../analytics/at-risk/at-risk-page.tsx")).AtRiskPage),
  },
  "own-figures": {
    title: (words) => words.office.nav.pages.ownFigures,
    fetch: async () => (await import("../analytics/fetches.ts")).fetchOwnFigures(),
  },
  "own-figures/:figure": {
    title: (words) => words.office.nav.pages.ownFigures,
    fetch: async () => (await import("../analytics/fetches.ts")).fetchOwnFigure(),
  },
  reports: {
    title: (words) => words.office.nav.pages.reports,
    fetch: async () => (await import("../analytics/reports/fetches.ts")).fetchReports(),
  },
  "course-figures/:course": {
    title: (words) => words.office.nav.pages.courseFigures,
    fetch: async () => (await import("../analytics/fetches.ts")).fetchCourseBoard(),
  },
  rubrics: { title: (words) => words.teacher.nav.rubrics, fetch: fetchRubrics },
  "rubrics/:gradebook": { title: (words) => words.teacher.nav.rubrics, fetch: fetchRubrics },
  "saved-comments": { title: (words) => words.teacher.nav.savedComments, fetch: fetchSavedComments },
  certificates: { title: (words) => words.learning.pages.certificates, fetch: fetchCertificates },
  "group-report-cards": {
    title: (words) => words.learning.pages.reportCards,
    fetch: async () => (await import("../analytics/report-cards/fetches.ts")).fetchReportCardBatches(),
  },
  "group-report-cards/:id": {
    title: (words) => words.learning.pages.reportCards,
    fetch: async () => (await import("../analytics/report-cards/fetches.ts")).fetchReportCardBatch(),
  },
  calendar: {
    title: (words) => words.learning.pages.calendar,
    fetch: withWords(
      [familyArea, ownWords, timetableWords],
      async () => (await import("../lessons/teacher/calendar.tsx")).TeacherCalendar,
    ),
  },
  pay: {
    title: (words) => words.office.nav.pages.pay,
    fetch: withWords([peopleWords, payWords], async () => (await import("../payments/pay/pay.tsx")).Pay),
  },
  menu: {
    title: (words) => words.learning.more,
    fetch: withWords([ownWords], async () => (await import("./menu.tsx")).Menu),
  },
  opening: {
    title: (words) => words.entry.opening.title,
    fetch: async () => (await import("./open-device.tsx")).OpenDevicePage,
  },
};
const MENU: RolePages["menu"] = [
  ["", (words) => words.teacher.nav.home, "home"],
  ["review", (words) => words.teacher.nav.review, "play"],
  ["assignments", (words) => words.teacher.nav.assignments, "send"],
  ["messages", (words) => words.nav.messages, "messages"],
  ["menu", (words) => words.learning.more, "menu"],
];

/** The teacher's part as this person may see it. */
export function getTeacherPages(me: PermissionHolder): RolePages {
  const marks = canOpenPage(me, "register/:id");
  const speaks = canOpenPage(me, "review/:id");
  const writes = canOpenPage(me, "write/:course");
  return {
    worksOffline: true,
    pages: Object.fromEntries(Object.entries(PAGES).filter(([address]) => canOpenPage(me, address))),
    menu: MENU.filter(([to]) => canOpenPage(me, to)),
    ...(hasTeacherPages(me)
      ? { start: async () => (await import("../homework/teacher/submission-alerts.ts")).startSubmissionAlerts() }
      : {}),
    ...(marks || speaks || writes
      ? {
          findUnsentWork: async ({ id }) =>
            (speaks
              ? (await import("../homework/teacher/voice-comments.ts")).findUnsentVoiceComments(id)
              : undefined) ??
            (marks
              ? (await import("../attendance/teacher/current-register-sync.ts")).findUnsentMarks(id)
              : undefined) ??
            (writes ? (await import("../learning/editor/lesson-store.ts")).findUnsentLessons(id) : undefined),
        }
      : {}),
  };
}
