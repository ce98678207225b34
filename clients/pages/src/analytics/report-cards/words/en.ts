/** English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");

export const en = {
  states: { draft: "Not sent", sending: "Being sent", failed: "Could not be made", sent: "Sent" },
  days: (first: string, last: string) => `${first} – ${last}`,
  numbers: "Numbers",
  what: "What",
  now: "In these days",
  before: (value: string) => `before ${value}`,
  grade: "Grade on the day when the card was made",
  byWeek: "By week",
  byMonth: "By month",
  from: "From",
  download: "Download",
  comment: "Words of the teacher",
  corrected: (version: number) => `corrected, version ${version}`,
  version: (version: number) => `Version ${version}`,
  ownOnly: "The numbers are compared only with as many days before, never with other pupils.",
  noneYet: "No report card was sent yet. When your teacher sends one, it stands here.",
  help: "A card for each pupil of a group: numbers of some weeks or months with your words. Families get it when you send it.",
  none: "No report cards were made yet.",
  make: "Make report cards",
  makeNow: "Make",
  makeHelp:
    "Everybody who learns in the group now gets a card with the numbers of these days. You write the words next; nothing is sent yet.",
  group: "Group",
  allGroups: "Of all groups",
  title: "Title",
  titleHint: "It stands on the cards, for example “Autumn 2026”.",
  firstDay: "First day",
  lastDay: "Last day",
  all: "All report cards",
  counted: (day: string) => `numbers until ${day}`,
  waiting: (n: number, all: number) => `${n} of ${all} not sent.`,
  making: (n: number, all: number) => `Being made: ${n} of ${all} are sent.`,
  allSent: (n: number) => count(n, { one: "The card is sent.", other: `All ${n} cards are sent.` }),
  failed: (n: number) => count(n, { one: `${n} card could not be made.`, other: `${n} cards could not be made.` }),
  send: (n: number) => count(n, { one: `Send ${n} card`, other: `Send ${n} cards` }),
  sendQuestion:
    "Pupils and their guardians get the cards and a message. A sent card cannot be changed, only corrected with a new version.",
  unsaved: (names: string) =>
    `Not saved, and so not on the cards: the words about ${names}. Cancel, and save them first.`,
  remove: "Delete",
  removeQuestion: "These cards and the words on them are deleted. The family got nothing of them.",
  removed: "Deleted.",
  save: "Save",
  saved: "Saved.",
  noWords: "Without words.",
  noneForYou: "There is no card here for which you may write. A colleague writes for your own family.",
  correct: "Correct",
  correctNow: "Make a new version",
  correctHelp:
    "The new version has the numbers of now and these words. Send it afterwards; until then the family keeps the old one.",
  correctedNow: "The new version is made. Send it above.",
};

export type ReportCardWords = typeof en;
