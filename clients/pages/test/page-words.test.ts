/** Every page is fetched together with all words that it uses, whichever page is the first one. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Sources } from "./loaded-words.ts";

/** Where a part begins: a file below `src` and a name in it. */
type Begin = [file: string, name: string];

const FAMILY = ["entryArea", "familyArea", "homeworkArea"];
const STAFF = [...FAMILY, "teacherArea"];

/** Who has pages, the words that are there before any of them (`getAreas` in role-pages.tsx), and where the pages are. */
const WHOSE: [who: string, there: string[], begin: Begin[]][] = [
  ["a pupil", [], [["pupil/role-pages.ts", "pupilPages"]]],
  ["a parent", FAMILY, [["parent/role-pages.ts", "parentPages"]]],
  ["a teacher", STAFF, [["teacher/role-pages.ts", "getTeacherPages"]]],
  [
    "the office",
    STAFF,
    [
      ["office/role-pages.ts", "getOfficePages"],
      ["frame/side-bar.tsx", "SideBar"],
      ["frame/palette.tsx", "Palette"],
    ],
  ],
  [
    "everybody",
    [],
    ["otherPages", "learnersPages", "sharedPages", "chatPages"].map((name): Begin => ["role-pages.tsx", name]),
  ],
];

/** What the frame leads to, but is looked at above, or holds words without saying them. */
const NOT_OF_THE_FRAME = new Set(
  [
    ...WHOSE.flatMap(([, , begin]) => begin),
    ["role-pages.tsx", "loadOffice"],
    ["role-pages.tsx", "loadTeacher"],
    ["role-pages.tsx", "getAreas"],
  ].map((one) => one.join(" ")),
);

/** Uses that come only when the words are there. */
const LATER: Record<string, string> = {
  "chat/parent/reach-teacher.tsx ReachTeacher familyArea":
    "only parents see it on the page that they share with pupils",
  "chat/write-button.tsx WriteButton chatWords": "stands in ReachTeacher",
  "support/ticket-page.tsx TicketPage familyArea": "only staff work on tickets",
  "support/history.tsx Log auditWords": "drawn when its own load has fetched them",
  "video/subtitles/subtitles-button.tsx Leave subtitleWords":
    "asked about what was changed on the page that came with them",
  "accounts/step-up/dialog.tsx Question stepUpWords": "drawn when StepUp has fetched them",
  "accounts/entry/public-pages.tsx PAGES entryArea": "the title is read when the page is there",
  "accounts/entry/public-pages.tsx PAGES placementWords": "the title is read when the page is there",
  "accounts/entry/public-pages.tsx PAGES ticketWords": "the title is read when the page is there",
};

const sources = new Sources();
const met = new Set<string>();

/** The uses without their words, but for those that come later. */
function findMissing(begin: Begin[], there: string[], others?: Set<string>): string[] {
  const all = sources.findMissing(begin, there, others);
  const isLater = ({ use }: { use: string }) => use in LATER && met.add(use);
  return all.filter((one) => !isLater(one)).map(({ use, part }) => `${use}, fetched with ${part}`);
}

for (const [who, there, begin] of WHOSE) {
  test(`each page of ${who} is fetched with its words`, () => {
    assert.deepEqual(findMissing(begin, there), []);
  });
}

test("the frame and the pages before the sign-in are fetched with their words", () => {
  assert.deepEqual(
    findMissing(
      [
        ["app.tsx", "App"],
        ["main.tsx", "startApp"],
      ],
      [],
      NOT_OF_THE_FRAME,
    ),
    [],
  );
});

test("all catalogues were looked for, and what comes later is still there", () => {
  assert.ok(sources.count > 50, `${sources.count} catalogues`);
  assert.deepEqual(
    Object.keys(LATER).filter((use) => !met.has(use)),
    [],
  );
});
