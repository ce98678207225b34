/** English, and the shape of the other languages. */

import { plural } from "../../words/plural.ts";

const count = plural("en");
const days = (n: number) => count(n, { one: `${n} day`, other: `${n} days` });

export const en = {
  all: "All grades",
  none: "No grades yet. A grade appears here when a teacher has opened a gradebook.",
  nothingCounts: "Nothing counts yet",
  percent: (n: string) => `${n} %`,
  makes: "How the grade is made",
  noItems: "The teacher has not said yet what counts.",
  barOf: (name: string, given: string, most: string) => `${name} gives ${given} of ${most} % of the grade`,
  nothingYet: "nothing counts here yet",
  ofCategory: (percent: string) => `${percent} % reached here`,
  weighs: (percent: string) => `${percent} % of the grade`,
  gives: (percent: string) => `gives ${percent} %`,
  extraCredit: "extra credit: it only adds",
  dropLowest: (n: number) => count(n, { one: "the lowest one does not count", other: `the ${n} lowest do not count` }),
  keepHighest: (n: number) => count(n, { one: "only the best one counts", other: `only the best ${n} count` }),
  points: (given: string, most: string) => `${given} of ${most} points`,
  mostPoints: (most: string) => `up to ${most} points`,
  onlyPoints: (given: string) => `${given} points`,
  states: {
    graded: "Graded",
    missing: "Missing",
    excused: "Excused: does not count",
    handed_in: "Handed in, not graded yet",
    open: "Still to come",
  },
  dropped: "does not count: one of the lowest",
  due: (when: string) => `due: ${when}`,
  handedIn: (when: string) => `handed in: ${when}`,
  penalty: (n: number, percent: string, taken: string, floor: string) =>
    `Late: ${days(n)} begun, ${percent} % of the most points for each. That took ${taken} points.${floor ? ` At least ${floor} % stay.` : ""}`,
  extension: (when: string) => `More time, until: ${when}`,
  why: "Why",
  results: {
    hand: "result",
    quiz: "result of the quiz",
    homework: "result of the homework",
    attendance: "from the register",
  },
  takenBack: "Taken back",
  counts: "this counts",
  goal: "What do I need for …?",
  goalReached: (word: string) => `“${word}” is certain, even with 0 points for all that is still to come.`,
  goalNeeds: (word: string, percent: string, needed: string, items: string) =>
    `“${word}” begins at ${percent} %. It takes ${needed} % of the points in each of these: ${items}.`,
  goalTooHigh: (word: string, percent: string) =>
    `“${word}” begins at ${percent} %. What is still to come is not enough for it, even with all points.`,
  goalNothingLeft: (word: string) => `“${word}” is out of reach: nothing more is to come.`,
};

export type GradeWords = typeof en;
