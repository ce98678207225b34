/** Which permissions open which page of a teacher. */

import type { Person } from "../talim.ts";

/** The staff's pages of quizzes. */
const QUIZ_PAGES = [
  "banks",
  "banks/:id",
  "question/:id",
  "quizzes-written",
  "quiz-editor/:id",
  "quiz-results/:id",
  "quiz-attempt/:id",
  "quiz-statistics/:id",
  "quiz-marking",
];
/** The staff's pages of gradebooks, rubrics and saved comments. */
const GRADE_PAGES = [
  "gradebook/:id",
  "gradebook-setup/:id",
  "grade-appeals",
  "grade-marking/:id",
  "rubrics",
  "rubrics/:gradebook",
  "saved-comments",
];
/** Any of these opens the page; a page that is not named is everybody's. */
const REQUIRED_PERMISSIONS: Record<string, string[]> = {
  "register/:id": ["attendance.mark"],
  "lesson/:id": ["lessons.read"],
  "group/:id": ["groups.read_members"],
  "pupil/:id": ["groups.read_members"],
  "skills-map/:id": ["kids.observe"],
  "kid/:id": ["kids.observe"],
  "wall/:id": ["homework.assign", "homework.review"],
  review: ["homework.review"],
  "review/:id": ["homework.review"],
  assignments: ["homework.assign"],
  "assignment/:id": ["homework.assign"],
  excuses: ["attendance.decide_excuses"],
  library: ["resources.library"],
  write: ["learning.write"],
  "write/:course": ["learning.write"],
  "write/:course/:lesson": ["learning.write"],
  certificates: ["certificates.see"],
  "group-report-cards": ["analytics.report_cards"],
  "group-report-cards/:id": ["analytics.report_cards"],
  calendar: ["lessons.read"],
  pay: ["salaries.read"],
  analytics: ["analytics.view"],
  "analytics/:measure": ["analytics.view"],
  "at-risk": ["analytics.at_risk"],
  "own-figures": ["analytics.view"],
  "own-figures/:figure": ["analytics.view"],
  reports: ["analytics.report"],
  "course-figures/:course": ["analytics.view"],
  opening: ["accounts.open_child_device"],
  tickets: ["support.work"],
  moderation: ["moderation.judge"],
  "moderation/:id": ["moderation.judge"],
  ...Object.fromEntries(GRADE_PAGES.map((page) => [page, ["grading.write"]])),
  ...Object.fromEntries(QUIZ_PAGES.map((page) => [page, ["quizzes.write"]])),
};
/** Pages that others have too, and that make nobody a teacher. */
const SHARED_PAGES = [
  "opening",
  "tickets",
  "moderation",
  "moderation/:id",
  "library",
  "write",
  "write/:course",
  "write/:course/:lesson",
  "certificates",
  "group-report-cards",
  "group-report-cards/:id",
  "calendar",
  "pay",
  "analytics",
  "analytics/:measure",
  "at-risk",
  "own-figures",
  "own-figures/:figure",
  "course-figures/:course",
  "lesson/:id",
  "group/:id",
  "pupil/:id",
  "skills-map/:id",
  "kid/:id",
  "reports",
  ...QUIZ_PAGES,
  ...GRADE_PAGES,
];

export type PermissionHolder = Pick<Person, "permissions">;

/** Whether this person may open this page of the teacher's part. */
export function canOpenPage(me: PermissionHolder, page: string): boolean {
  return REQUIRED_PERMISSIONS[page]?.some((permission) => me.permissions.includes(permission)) ?? true;
}

/** Whether any of the pages that only teachers have is this person's. */
export function hasTeacherPages(me: PermissionHolder): boolean {
  return Object.keys(REQUIRED_PERMISSIONS).some((page) => !SHARED_PAGES.includes(page) && canOpenPage(me, page));
}
