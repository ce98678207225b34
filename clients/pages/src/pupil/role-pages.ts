/** The pages of a pupil. */

import { withRubrics } from "../grading/rubrics/with-rubrics.ts";
import type { RolePages } from "../person-pages.ts";
import { hasMemoryOnlyRecordings } from "../homework/recording/close-warning.ts";
import { listUnsentHomework } from "../homework/recording/upload-queue.ts";
import { entryArea, familyArea, homeworkArea } from "../words/areas.ts";
import { withWords } from "../words/catalogue.ts";
import { analyticsWords } from "../analytics/words/index.ts";
import { learnWords } from "../learning/learn/words/index.ts";
import { courseReviewWords } from "../learning/reviews/words/index.ts";
import { childrenWords } from "../parent/children/words/index.ts";
import { letterWords } from "../notifications/parent/words/index.ts";
import { timetableWords } from "../lessons/timetable/words/index.ts";
import { familyMoneyWords } from "../payments/family/words/index.ts";
import { ownWords } from "./own/words/index.ts";

export const pupilPages: RolePages = {
  worksOffline: true,
  findUnsentWork: async (me) => {
    const all = await listUnsentHomework(me.id);
    const [newest] = all;
    if (!newest) return undefined;
    const page = `homework/${newest}`;
    return {
      describe: (words) => words.leaving.recordings(all.length),
      page,
      inMemory: hasMemoryOnlyRecordings(me.id),
    };
  },
  pages: {
    "": { title: (words) => words.nav.home, fetch: async () => (await import("./home.tsx")).Home },
    "homework/:id": {
      title: (words) => words.home.homework,
      fetch: withWords(
        [homeworkArea],
        withRubrics(async () => (await import("../homework/pupil/homework.tsx")).HomeworkPage),
      ),
    },
    coins: {
      title: (words) => words.nav.coins,
      fetch: withWords([homeworkArea, ownWords], async () => (await import("../gamification/pupil/coins.tsx")).Coins),
    },
    "check-in/:lesson": {
      title: (words) => words.nav.checkIn,
      fetch: withWords([entryArea], async () => (await import("../attendance/pupil/check-in.tsx")).CheckIn),
    },
    payments: {
      title: (words) => words.payments.title,
      fetch: withWords([familyMoneyWords], async () => (await import("../payments/pupil/payments.tsx")).Payments),
    },
    progress: {
      title: (words) => words.learning.pages.progress,
      fetch: withWords(
        [homeworkArea, familyArea, ownWords, childrenWords, analyticsWords],
        async () => (await import("../homework/pupil/progress.tsx")).Progress,
      ),
    },
    grades: {
      title: (words) => words.learning.pages.grades,
      fetch: async () => (await import("../grading/fetches.ts")).fetchOwnGrades(),
    },
    "grade/:gradebook": {
      title: (words) => words.learning.pages.grades,
      fetch: async () => (await import("../grading/fetches.ts")).fetchOwnGrade(),
    },
    materials: {
      title: (words) => words.learning.pages.materials,
      fetch: withWords([ownWords], async () => (await import("../resources/pupil/materials.tsx")).Materials),
    },
    courses: {
      title: (words) => words.learning.pages.courses,
      fetch: withWords(
        [ownWords, learnWords, courseReviewWords],
        async () => (await import("../learning/pupil/courses.tsx")).Courses,
      ),
    },
    calendar: {
      title: (words) => words.learning.pages.calendar,
      fetch: withWords(
        [familyArea, ownWords, timetableWords],
        async () => (await import("../lessons/pupil/calendar.tsx")).Calendar,
      ),
    },
    letters: {
      title: (words) => words.messages.title,
      fetch: withWords([letterWords], async () => (await import("../notifications/parent/letters.tsx")).Letters),
    },
    kids: {
      title: (words) => words.learning.pages.play,
      fetch: async () => (await import("../kids/fetches.ts")).fetchPath(),
    },
    "kids/play/:lesson": {
      title: (words) => words.learning.pages.play,
      fetch: async () => (await import("../kids/fetches.ts")).fetchLesson(),
    },
    menu: {
      title: (words) => words.learning.more,
      fetch: withWords([familyArea, ownWords], async () => (await import("./menu.tsx")).Menu),
    },
  },
  menu: [
    ["", (words) => words.nav.home, "home"],
    ["coins", (words) => words.nav.coins, "coins"],
    ["payments", (words) => words.nav.payments, "payments"],
    ["messages", (words) => words.nav.messages, "messages"],
    ["menu", (words) => words.learning.more, "menu"],
  ],
};
