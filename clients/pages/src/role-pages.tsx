/** Which pages a person has, by role. What only some roles need is fetched for them: the staff's lists of pages, and words. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { fromImportError } from "./errors.ts";
import { withRubrics } from "./grading/rubrics/with-rubrics.ts";
import { parentPages } from "./parent/role-pages.ts";
import type { PageRoute, PersonPages, RolePages, StaffFrame } from "./person-pages.ts";
import { pupilPages } from "./pupil/role-pages.ts";
import { matchPath } from "./router.tsx";
import type { Person } from "./talim.ts";
import { accountWords } from "./accounts/account/words/index.ts";
import { ALL_AREAS, entryArea, familyArea, homeworkArea } from "./words/areas.ts";
import { feedbackWords } from "./lessons/feedback/words/index.ts";
import { letterWords } from "./notifications/parent/words/index.ts";
import { buyWords } from "./learning/buy/words/index.ts";
import { courseBlockWords } from "./learning/blocks/words/index.ts";
import { learnWords } from "./learning/learn/words/index.ts";
import { courseReviewWords } from "./learning/reviews/words/index.ts";
import { ownWords } from "./pupil/own/words/index.ts";
import { takeWords } from "./quizzes/take/words/index.ts";
import { chatWords } from "./chat/words/index.ts";
import { hasWords, loadCatalogues, withWords, type WordArea } from "./words/catalogue.ts";
import { useWords } from "./words/index.ts";

type OfficePart = Pick<typeof import("./office/role-pages.ts"), "getOfficePages"> &
  Pick<typeof import("./office/page-permissions.ts"), "hasOfficePages"> & { staffFrame: StaffFrame };
type TeacherPart = Pick<typeof import("./teacher/role-pages.ts"), "getTeacherPages"> &
  Pick<typeof import("./teacher/page-permissions.ts"), "hasTeacherPages">;

/** The roles that the office's pages were made for. */
const OFFICE_ROLES = ["manager", "admin"];

const otherPages: RolePages = {
  worksOffline: true,
  pages: {
    "": {
      title: (words) => words.nav.home,
      fetch: withWords([learnWords], async () => (await import("./learning/learn/learnt-courses.tsx")).LearnerHome),
    },
  },
  menu: [
    ["", (words) => words.nav.home, "home"],
    ["courses", (words) => words.learning.pages.courses, "groups"],
    ["quizzes", (words) => words.learning.pages.quizzes, "good"],
    ["certificates", (words) => words.learning.pages.certificates, "certificate"],
    ["messages", (words) => words.nav.messages, "messages"],
  ],
};

/** The courses of the centre, one's certificates and report cards, for whom no other page has these addresses. */
const learnersPages: RolePages["pages"] = {
  courses: {
    title: (words) => words.learning.pages.courses,
    fetch: withWords(
      [ownWords, learnWords, courseReviewWords],
      async () => (await import("./learning/pupil/courses.tsx")).Courses,
    ),
  },
  certificates: {
    title: (words) => words.learning.pages.certificates,
    fetch: async () => (await import("./certificates/fetches.ts")).fetchOwnCertificates(),
  },
  "report-cards": {
    title: (words) => words.learning.pages.reportCards,
    fetch: async () => (await import("./analytics/report-cards/fetches.ts")).fetchOwnReportCards(),
  },
};

/** What everybody has: what they were told, how they want to be told, courses to learn, and quizzes to take. */
const sharedPages: RolePages["pages"] = {
  messages: {
    title: (words) => words.messages.title,
    fetch: withWords(
      [familyArea, letterWords],
      async () => (await import("./notifications/parent/messages.tsx")).MessagesAndPreferences,
    ),
  },
  "messages/:id": {
    title: (words) => words.messages.title,
    fetch: async () => (await import("./notifications/pupil/message.tsx")).MessagePage,
  },
  wishes: {
    title: (words) => words.nav.wishes,
    fetch: withWords(
      [familyArea, homeworkArea],
      async () => (await import("./notifications/parent/preferences-page.tsx")).PreferencesPage,
    ),
  },
  feedback: {
    title: (words) => words.home.feedback,
    fetch: withWords([feedbackWords], async () => (await import("./lessons/feedback/feedback.tsx")).Feedback),
  },
  "course/:id": {
    title: (words) => words.learning.pages.courses,
    fetch: withWords(
      [courseReviewWords, ownWords, learnWords, buyWords, chatWords],
      async () => (await import("./learning/learn/course.tsx")).CoursePage,
    ),
  },
  "learn/:lesson": {
    title: (words) => words.learning.pages.courses,
    fetch: withWords(
      [learnWords, courseBlockWords, homeworkArea],
      withRubrics(async () => (await import("./learning/learn/lesson.tsx")).LessonPage),
    ),
  },
  quizzes: {
    title: (words) => words.learning.pages.quizzes,
    fetch: withWords([takeWords], async () => (await import("./quizzes/take/quizzes-page.tsx")).QuizzesPage),
  },
  "quiz/:id": {
    title: (words) => words.learning.pages.quizzes,
    fetch: withWords([takeWords], async () => (await import("./quizzes/take/quiz-page.tsx")).QuizPage),
  },
  "quiz/:id/try/:attempt": {
    title: (words) => words.learning.pages.quizzes,
    fetch: withWords(
      [takeWords, homeworkArea],
      async () => (await import("./quizzes/take/attempt-page.tsx")).AttemptPage,
    ),
  },
  forums: {
    title: (words) => words.learning.pages.forums,
    fetch: async () => (await import("./forums/fetches.ts")).fetchForumsPage(),
  },
  "discussion/:id": {
    title: (words) => words.learning.pages.forums,
    fetch: async () => (await import("./forums/fetches.ts")).fetchDiscussionPage(),
  },
  "my-tickets": {
    title: (words) => words.learning.pages.tickets,
    fetch: async () => (await import("./support/fetches.ts")).fetchOwnTickets(),
  },
  "ticket/:id": {
    title: (words) => words.learning.pages.tickets,
    fetch: async () => (await import("./support/fetches.ts")).fetchTicket(),
  },
  decisions: {
    title: (words) => words.learning.pages.forums,
    fetch: async () => (await import("./moderation/fetches.ts")).fetchDecisions(),
  },
  account: {
    title: (words) => words.nav.account,
    fetch: withWords(
      [accountWords, entryArea, familyArea],
      async () => (await import("./accounts/account/page.tsx")).Account,
    ),
  },
};

/** For who may write. */
const chatPages: RolePages["pages"] = {
  chat: {
    title: (words) => words.chat,
    fetch: async () => (await import("./chat/fetches.ts")).fetchChat(),
  },
  "chat/:id": {
    title: (words) => words.chat,
    fetch: async () => (await import("./chat/fetches.ts")).fetchChat(),
  },
};

/** What the pages of everybody need, where it is not everybody's. */
const REQUIRED: Record<string, string> = {
  forums: "forums.see",
  "discussion/:id": "forums.see",
  decisions: "moderation.report",
  "my-tickets": "support.ask",
  "ticket/:id": "support.ask",
};

let office: OfficePart | undefined;
let teacher: TeacherPart | undefined;

async function loadOffice(): Promise<void> {
  const [{ getOfficePages }, { hasOfficePages }, { SideBar }, { Palette }] = await Promise.all([
    import("./office/role-pages.ts"),
    import("./office/page-permissions.ts"),
    import("./frame/side-bar.tsx"),
    import("./frame/palette.tsx"),
  ]);
  office = { getOfficePages, hasOfficePages, staffFrame: { SideBar, Palette } };
}

async function loadTeacher(): Promise<void> {
  const [{ getTeacherPages }, { hasTeacherPages }] = await Promise.all([
    import("./teacher/role-pages.ts"),
    import("./teacher/page-permissions.ts"),
  ]);
  teacher = { getTeacherPages, hasTeacherPages };
}

/** This person's own pages; undefined while those of staff are needed and not here. */
function findOwnPages(me: Person): RolePages | undefined {
  if (me.role === "student") return pupilPages;
  if (me.role === "parent") return parentPages;
  if (me.role === "teacher") return teacher?.getTeacherPages(me);
  if (!office || !teacher) return undefined;
  // A role that the centre cut for itself may hold nothing of the office and what a teacher needs, whatever it is cut from.
  if (!office.hasOfficePages(me) && teacher.hasTeacherPages(me)) return teacher.getTeacherPages(me);
  return OFFICE_ROLES.includes(me.role) ? { ...office.getOfficePages(me), staffFrame: office.staffFrame } : otherPages;
}

/** What the frame and all pages of this person say, besides the words of the beginning. */
function getAreas(me: Person): WordArea<object>[] {
  if (me.role === "student") return [];
  return me.role === "parent" ? [entryArea, familyArea, homeworkArea] : ALL_AREAS;
}

/** This person's pages; undefined until what they need was fetched. */
export function findRolePages(me: Person): RolePages | undefined {
  const own = findOwnPages(me);
  if (!own) return undefined;
  const chat = me.permissions.includes("chat.use") ? chatPages : {};
  const pages = { ...learnersPages, ...own.pages, ...sharedPages, ...chat };
  const allowed = Object.entries(pages).filter(
    ([address]) => !REQUIRED[address] || me.permissions.includes(REQUIRED[address]),
  );
  return { ...own, pages: Object.fromEntries(allowed) };
}

/** The same, once it is here. */
async function loadRolePages(me: Person): Promise<RolePages> {
  const found = findRolePages(me);
  if (found) return found;
  await Promise.all(me.role === "teacher" ? [loadTeacher()] : [loadOffice(), loadTeacher()]);
  return loadRolePages(me);
}

/** This person's pages once they and their words are here, why they cannot be, and another try. */
export function useRolePages(me: Person): { part: RolePages | undefined; error: unknown; again: () => void } {
  const words = useWords();
  const [, drawn] = useState(0);
  const [tries, setTries] = useState(0);
  const [error, setError] = useState<unknown>();
  const isHere = hasWords(getAreas(me));
  const part = useMemo(() => findRolePages(me), [me.id, me.role, String(me.permissions), office, teacher]);
  useEffect(() => {
    if (part && isHere) return undefined;
    const ask = () =>
      void Promise.all([loadRolePages(me), loadCatalogues(getAreas(me))]).then(
        () => (setError(undefined), drawn((n) => n + 1)),
        (reason: unknown) => setError(() => fromImportError(reason)),
      );
    ask();
    addEventListener("online", ask);
    return () => removeEventListener("online", ask);
  }, [part, isHere, tries, words]);
  return { part: isHere ? part : undefined, error, again: () => (setError(undefined), setTries((n) => n + 1)) };
}

/** Fetch what this person's page here needs, before the server has said who they are. */
export async function preloadRolePages(expected: Person): Promise<RolePages> {
  void loadCatalogues(getAreas(expected)).catch(() => undefined);
  return loadRolePages(expected);
}

/** The page at this address, and what its pattern found there. */
export function findRoute(part: RolePages, here: string): [PageRoute | undefined, Record<string, string>] {
  for (const [pattern, page] of Object.entries(part.pages)) {
    const values = matchPath(pattern, here);
    if (values) return [page, values];
  }
  return [undefined, {}];
}

export const personPages: PersonPages = {
  hasPage: (me, address) => {
    const part = findRolePages(me);
    return part !== undefined && findRoute(part, address)[0] !== undefined;
  },
  findUnsentWork: async (me) => {
    const own = await (await loadRolePages(me)).findUnsentWork?.(me);
    const answers = await (await import("./quizzes/take/current-queue.ts")).findUnsentAnswers(me.id);
    const messages = await (await import("./chat/current-queue.ts")).findUnsentMessages(me.id);
    const [first, ...others] = [own, answers, messages].filter((work) => work !== undefined);
    return first && { ...first, inMemory: [first, ...others].some(({ inMemory }) => inMemory) };
  },
};
