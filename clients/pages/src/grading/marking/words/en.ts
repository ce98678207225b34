/** English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");

export const en = {
  title: "Second marking",
  intro: "Two people mark the same works, and neither sees the points of the other before both are in.",
  gone: (place: string, name: string) =>
    `${place}: ${name} does not teach here any more. Choose somebody else; the marks that are in stay.`,
  former: "a former marker",
  first: "First marker",
  second: "Second marker",
  isBlind: "Blind: markers see codes in place of names",
  isBlindHelp: "Write the code of each pupil on the work before you hand it to the markers.",
  tolerance: "How many points they may differ by",
  number: "Write a number of 0 or more.",
  stop: "Stop the second marking",
  stopQuestion: "The item is graded by one teacher again.",
  stopped: "The second marking is stopped.",
  saved: "The markers are told.",
  settings: "Who marks",
  sheet: "Your marking sheet",
  sheetHelp: "You may change a mark until the other one is in.",
  work: (code: string) => `Work ${code}`,
  points: (most: string) => `Points of ${most}`,
  note: "Note",
  given: (code: string, points: string) => `Work ${code}: ${points}.`,
  isFixed: "Both marks are in.",
  wrongPoints: "Write points as a number.",
  noWorks: "Nobody learns here yet.",
  agreement: "How far they agree",
  counted: (n: number) => count(n, { one: `${n} work with both marks`, other: `${n} works with both marks` }),
  noPairs: "No work has both marks yet.",
  exact: "The same grade",
  adjacent: "At most one grade apart",
  exactPoints: "The same points",
  adjacentPoints: "At most one point apart",
  linearKappa: "Kappa, linear weights",
  quadraticKappa: "Kappa, quadratic weights",
  kappaHelp: "1 is full agreement, 0 is what chance gives.",
  works: "Works",
  codes: "Codes and works",
  states: { waiting: "waits for marks", agreed: "agreed", differs: "they differ", written: "the grade is written" },
  marked: (first: boolean, second: boolean) =>
    [first ? "first mark is in" : "", second ? "second mark is in" : ""].filter(Boolean).join(", "),
  both: (first: string, second: string) => `first ${first}, second ${second}`,
  writeAgreed: (n: number) => count(n, { one: `Write ${n} agreed grade`, other: `Write ${n} agreed grades` }),
  written: (n: number) => count(n, { one: `${n} grade is written.`, other: `${n} grades are written.` }),
  settle: "Settle",
  settleOf: (name: string) => `Settle: ${name}`,
  grade: "Points that count",
  why: "Why",
  write: "Write the grade",
  settled: (name: string, points: string) => `${name}: ${points}.`,
  hidden: "name hidden",
};

export type MarkingWords = typeof en;
