/** The pages of a parent. */

import { withRubrics } from "../grading/rubrics/with-rubrics.ts";
import type { RolePages } from "../person-pages.ts";
import { withWords } from "../words/catalogue.ts";
import { accountWords } from "../accounts/account/words/index.ts";
import { chatWords } from "../chat/words/index.ts";
import { letterWords } from "../notifications/parent/words/index.ts";
import { childrenWords } from "./children/words/index.ts";
import { smallWords } from "../kids/parent/words/index.ts";
import { familyMoneyWords } from "../payments/family/words/index.ts";

type Address = RolePages["pages"][string];

const absence: Address = {
  title: (words) => words.parent.absence,
  fetch: async () => (await import("../attendance/parent/absence.tsx")).Absence,
};
const payments: Address = {
  title: (words) => words.payments.title,
  fetch: withWords([familyMoneyWords], async () => (await import("../payments/parent/payments.tsx")).ChildPayments),
};
const consents: Address = {
  title: (words) => words.parent.consents,
  fetch: async () => (await import("../accounts/parent/consents.tsx")).Consents,
};
const opening: Address = {
  title: (words) => words.entry.opening.title,
  fetch: async () => (await import("./open-device.tsx")).OpenDevicePage,
};
const grades: Address = {
  title: (words) => words.learning.pages.grades,
  fetch: async () => (await import("../grading/fetches.ts")).fetchChildGrades(),
};
const progress: Address = {
  title: (words) => words.parent.whose,
  fetch: async () => (await import("../analytics/fetches.ts")).fetchChildStory(),
};
const data: Address = {
  title: (words) => words.parent.whose,
  fetch: withWords(
    [letterWords, accountWords],
    async () => (await import("../accounts/parent/child-data.tsx")).ChildData,
  ),
};

export const parentPages: RolePages = {
  pages: {
    "": {
      title: (words) => words.nav.home,
      fetch: withWords([childrenWords], async () => (await import("./today.tsx")).TodayPage),
    },
    "homework/:id": {
      title: (words) => words.home.homework,
      fetch: withWords(
        [childrenWords],
        withRubrics(async () => (await import("../homework/parent/homework.tsx")).ChildHomework),
      ),
    },
    "children/:child": {
      title: (words) => words.parent.whose,
      fetch: withWords(
        [childrenWords, letterWords, chatWords],
        async () => (await import("./child-page.tsx")).ChildOverview,
      ),
    },
    consents,
    "consents/:child": consents,
    absence,
    "absence/:child": absence,
    "data/:child": data,
    "day/:child": {
      title: (words) => words.parent.whose,
      fetch: withWords([smallWords], async () => (await import("../kids/parent/small-day.tsx")).SmallDay),
    },
    progress,
    "progress/:child": progress,
    grades,
    "grades/:child": grades,
    "grade/:gradebook/:child": {
      title: (words) => words.learning.pages.grades,
      fetch: async () => (await import("../grading/fetches.ts")).fetchChildGrade(),
    },
    "kids/:child": {
      title: (words) => words.learning.pages.play,
      fetch: async () => (await import("../kids/fetches.ts")).fetchPath(),
    },
    "kids/:child/play/:lesson": {
      title: (words) => words.learning.pages.play,
      fetch: async () => (await import("../kids/fetches.ts")).fetchLesson(),
    },
    "seen/:child": {
      title: (words) => words.learning.pages.seen,
      fetch: async () => (await import("../kids/teacher/fetches.ts")).fetchSeen(),
    },
    letters: {
      title: (words) => words.messages.title,
      fetch: withWords(
        [letterWords, chatWords],
        async () => (await import("../notifications/parent/letters.tsx")).Letters,
      ),
    },
    opening,
    "opening/:child": opening,
    payments,
    "payments/:child": payments,
  },
  menu: [
    ["", "home", "home"],
    ["absence", (words) => words.parent.absence, "absence"],
    ["payments", "payments", "payments"],
    ["messages", "messages", "messages"],
    ["chat", (words) => words.chat, "chat"],
  ],
};
