/** Where a teacher can go: each page for who holds the permission that its operations ask for, in a role of the centre's own too. */

import type { RolePages } from "../person-pages.ts";
import { familyArea } from "../words/areas.ts";
import { withWords } from "../words/catalogue.ts";
import { chatWords } from "../words/chat/index.ts";
import { courseBlockWords } from "../words/courses/blocks/index.ts";
import { editorWords } from "../words/courses/editor/index.ts";
import { transferWords } from "../words/courses/transfers/index.ts";
import { atRiskWords } from "../words/office/at-risk/index.ts";
import { coursesWords } from "../words/office/courses/index.ts";
import { feedbackWords } from "../words/family/feedback/index.ts";
import { messagesWords } from "../words/office/messages/index.ts";
import { payWords } from "../words/office/people/pay/index.ts";
import { peopleWords } from "../words/office/people/index.ts";
import { pupilsWords } from "../words/office/pupils/index.ts";
import { liveWords } from "../words/live/index.ts";
import { timetableWords } from "../words/office/timetable/index.ts";
import { ownWords } from "../words/pupil/own/index.ts";
import { filmWords } from "../words/films/index.ts";
import { groupWords } from "../words/teacher/group/index.ts";
import { homeworkWords } from "../words/teacher/homework/index.ts";
import { libraryWords } from "../words/teacher/library/index.ts";
import { fetchCertificates } from "../certificates/write/fetches.ts";
import { fetchRubrics, fetchSavedComments, withRubricWriting } from "../grades/rubrics/fetches.ts";
import { fetchGradeAppeals, fetchGradebook, fetchGradebookSetup, fetchMarking as fetchSecondMarking } from "../grades/write/fetches.ts";
import { fetchAttempt, fetchBank, fetchBanks, fetchMarking, fetchQuestion, fetchQuiz, fetchQuizzes, fetchResults, fetchStatistics } from "../quizzes/write/fetches.ts";
import { canOpenPage, hasTeacherPages, type PermissionHolder } from "./page-permissions.ts";

const PAGES: RolePages["pages"] = {
  "": { title: (words) => words.nav.home, fetch: async () => (await import("./home.tsx")).Home },
  "register/:id": {
    title: (words) => words.teacher.register.title,
    fetch: withWords([liveWords], async () => (await import("./register-page.tsx")).RegisterPage),
  },
  "lesson/:id": {
    title: (words) => words.teacher.lesson,
    fetch: withWords([groupWords, libraryWords, liveWords, timetableWords], async () => (await import("./lesson.tsx")).LessonPage),
  },
  "group/:id": {
    title: (words) => words.teacher.give.group,
    fetch: withWords([groupWords, libraryWords, messagesWords, feedbackWords, chatWords], async () => (await import("./group.tsx")).GroupPage),
  },
  "pupil/:id": {
    title: (words) => words.teacher.pupil,
    fetch: withWords([groupWords, messagesWords, pupilsWords, chatWords], async () => (await import("./pupil.tsx")).PupilPage),
  },
  "skills-map/:id": { title: (words) => words.teacher.skillsMap, fetch: async () => (await import("./kids/fetches.ts")).fetchSkillsMap() },
  "kid/:id": { title: (words) => words.teacher.pupil, fetch: async () => (await import("./kids/fetches.ts")).fetchKid() },
  "wall/:id": { title: (words) => words.teacher.wall.title, fetch: async () => (await import("./wall.tsx")).Wall },
  review: { title: (words) => words.teacher.review.title, fetch: withRubricWriting(async () => (await import("./review.tsx")).Review) },
  "review/:id": {
    title: (words) => words.teacher.review.title,
    fetch: withRubricWriting(async () => (await import("./homework.tsx")).Homework),
  },
  excuses: {
    title: (words) => words.teacher.excuses.title,
    fetch: async () => (await import("./excuses.tsx")).Excuses,
  },
  assignments: {
    title: (words) => words.teacher.nav.assignments,
    fetch: withWords([homeworkWords], withRubricWriting(async () => (await import("./assignments.tsx")).Assignments)),
  },
  "assignment/:id": {
    title: (words) => words.teacher.assignment,
    fetch: withWords([homeworkWords], withRubricWriting(async () => (await import("./assignment.tsx")).AssignmentPage)),
  },
  library: {
    title: (words) => words.teacher.nav.library,
    fetch: withWords([libraryWords, filmWords], async () => (await import("./library.tsx")).Library),
  },
  write: {
    title: (words) => words.teacher.nav.write,
    fetch: withWords([transferWords, editorWords, coursesWords], async () => (await import("../courses/editor/taught-courses.tsx")).TaughtCourses),
  },
  "write/:course": {
    title: (words) => words.teacher.nav.write,
    fetch: withWords([editorWords, transferWords, coursesWords], async () => (await import("../courses/editor/outline-page.tsx")).WriteCourse),
  },
  "write/:course/:lesson": {
    title: (words) => words.teacher.nav.write,
    fetch: withWords([editorWords, courseBlockWords, filmWords], async () => (await import("../courses/editor/lesson-page.tsx")).WriteLesson),
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
  moderation: { title: (words) => words.teacher.nav.moderation, fetch: async () => (await import("../moderation/fetches.ts")).fetchModeration() },
  "moderation/:id": { title: (words) => words.teacher.nav.moderation, fetch: async () => (await import("../moderation/fetches.ts")).fetchCase() },
  tickets: { title: (words) => words.office.nav.pages.tickets, fetch: async () => (await import("../tickets/fetches.ts")).fetchDesk() },
  analytics: { title: (words) => words.office.nav.pages.analytics, fetch: async () => (await import("../analytics/fetches.ts")).fetchTeacher() },
  "analytics/:measure": { title: (words) => words.office.nav.pages.analytics, fetch: async () => (await import("../analytics/fetches.ts")).fetchMeasure() },
  "at-risk": {
    title: (words) => words.office.nav.pages.atRisk,
    fetch: withWords([atRiskWords], async () => (await import("../office/at-risk/at-risk-page.tsx")).AtRiskPage),
  },
  "own-figures": { title: (words) => words.office.nav.pages.ownFigures, fetch: async () => (await import("../analytics/fetches.ts")).fetchOwnFigures() },
  "own-figures/:figure": { title: (words) => words.office.nav.pages.ownFigures, fetch: async () => (await import("../analytics/fetches.ts")).fetchOwnFigure() },
  reports: { title: (words) => words.office.nav.pages.reports, fetch: async () => (await import("../reports/fetches.ts")).fetchReports() },
  "course-figures/:course": { title: (words) => words.office.nav.pages.courseFigures, fetch: async () => (await import("../analytics/fetches.ts")).fetchCourseBoard() },
  rubrics: { title: (words) => words.teacher.nav.rubrics, fetch: fetchRubrics },
  "rubrics/:gradebook": { title: (words) => words.teacher.nav.rubrics, fetch: fetchRubrics },
  "saved-comments": { title: (words) => words.teacher.nav.savedComments, fetch: fetchSavedComments },
  certificates: { title: (words) => words.learning.pages.certificates, fetch: fetchCertificates },
  "group-report-cards": {
    title: (words) => words.learning.pages.reportCards,
    fetch: async () => (await import("../report-cards/fetches.ts")).fetchReportCardBatches(),
  },
  "group-report-cards/:id": {
    title: (words) => words.learning.pages.reportCards,
    fetch: async () => (await import("../report-cards/fetches.ts")).fetchReportCardBatch(),
  },
  calendar: {
    title: (words) => words.learning.pages.calendar,
    fetch: withWords([familyArea, ownWords, timetableWords], async () => (await import("./calendar.tsx")).TeacherCalendar),
  },
  pay: {
    title: (words) => words.office.nav.pages.pay,
    fetch: withWords([peopleWords, payWords], async () => (await import("../office/people/pay.tsx")).Pay),
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
    ...(hasTeacherPages(me) ? { start: async () => (await import("./submission-alerts.ts")).startSubmissionAlerts() } : {}),
    ...(marks || speaks || writes
      ? {
          findUnsentWork: async ({ id }) =>
            (speaks ? (await import("./voice-comments.ts")).findUnsentVoiceComments(id) : undefined) ??
            (marks ? (await import("./current-register-sync.ts")).findUnsentMarks(id) : undefined) ??
            (writes ? (await import("../courses/editor/lesson-store.ts")).findUnsentLessons(id) : undefined),
        }
      : {}),
  };
}
