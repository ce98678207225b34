/** Pupils and their families. */

import { withWords } from "../../words/catalogue.ts";
import { chatWords } from "../../chat/words/index.ts";
import { atRiskWords } from "../../analytics/at-risk/words/index.ts";
import { peopleWords } from "../people/words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { placementOfficeWords } from "../../quizzes/placement-office/words/index.ts";
import { takeWords } from "../../quizzes/take/words/index.ts";
import type { OfficeArea } from "../../office/area.ts";

export const pupils: OfficeArea = {
  title: (words) => words.office.nav.areas.pupils,
  icon: "pupil",
  pages: {
    pupils: {
      title: (words) => words.office.nav.pages.pupils,
      any: ["accounts.view_people"],
      fetch: withWords([pupilsWords, peopleWords, chatWords], async () => (await import("./list.tsx")).Pupils),
    },
    "pupils/new": {
      title: (words) => words.office.nav.pages.newPupil,
      any: ["accounts.manage_people"],
      all: ["accounts.view_people"],
      fetch: withWords([pupilsWords], async () => (await import("./new.tsx")).NewPupil),
    },
    "pupils/:id": {
      title: (words) => words.office.nav.pages.pupils,
      any: ["accounts.view_people"],
      fetch: withWords([pupilsWords, peopleWords, chatWords], async () => (await import("./card.tsx")).PupilPage),
    },
    doubles: {
      title: (words) => words.office.nav.pages.doubles,
      any: ["accounts.merge"],
      fetch: withWords([pupilsWords], async () => (await import("./doubles.tsx")).Doubles),
    },
    "doubles/:one/:other": {
      title: (words) => words.office.nav.pages.doubles,
      any: ["accounts.merge"],
      fetch: withWords([pupilsWords], async () => (await import("./merge.tsx")).MergePage),
    },
    "sign-ups": {
      title: (words) => words.office.nav.pages.signUps,
      any: ["accounts.manage_people"],
      all: ["accounts.view_people"],
      fetch: withWords([pupilsWords], async () => (await import("./sign-ups.tsx")).SignUps),
    },
    unreached: {
      title: (words) => words.office.nav.pages.unreached,
      any: ["accounts.manage_people"],
      fetch: withWords([pupilsWords], async () => (await import("./unreached.tsx")).Unreached),
    },
    "at-risk": {
      title: (words) => words.office.nav.pages.atRisk,
      any: ["analytics.at_risk"],
      all: ["analytics.platform"],
      fetch: withWords(
        [atRiskWords],
        async () => (await import("../../analytics/at-risk/at-risk-page.tsx")).AtRiskPage,
      ),
    },
    guardians: {
      title: (words) => words.office.nav.pages.guardians,
      any: ["accounts.manage_guardians"],
      fetch: withWords([pupilsWords], async () => (await import("./guardians.tsx")).Guardians),
    },
    "placement-tests": {
      title: (words) => words.office.nav.pages.placementTests,
      any: ["quizzes.manage"],
      fetch: withWords(
        [placementOfficeWords],
        async () => (await import("../../quizzes/placement/tests-page.tsx")).PlacementTests,
      ),
    },
    "placement-results": {
      title: (words) => words.office.nav.pages.placementResults,
      any: ["quizzes.manage"],
      fetch: withWords(
        [placementOfficeWords, takeWords],
        async () => (await import("../../quizzes/placement/results-page.tsx")).PlacementResults,
      ),
    },
    imports: {
      title: (words) => words.office.imports,
      any: ["courses.import"],
      fetch: async () => (await import("../../courses/imports/imports.tsx")).Imports,
    },
    "imports/:id": {
      title: (words) => words.office.imports,
      any: ["courses.import"],
      fetch: async () => (await import("../../courses/imports/import.tsx")).ImportPage,
    },
    "qr-sheet/:group": {
      title: (words) => words.office.qr.title,
      any: ["accounts.manage_people"],
      fetch: async () => (await import("../../courses/imports/qr-sheet.tsx")).QrSheetPage,
    },
    opening: {
      title: (words) => words.entry.opening.title,
      any: ["accounts.open_child_device"],
      all: ["accounts.view_people"],
      shared: true,
      fetch: async () => (await import("../../office/open-device.tsx")).OpenDevicePage,
    },
  },
  menu: [
    "pupils",
    "pupils/new",
    "sign-ups",
    "placement-tests",
    "placement-results",
    "unreached",
    "at-risk",
    "doubles",
    "guardians",
    "imports",
    "opening",
  ],
};
