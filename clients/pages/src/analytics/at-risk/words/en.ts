/** English, for the page about pupils who may leave. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");

export const en = {
  help: "The list is a guess from absences, homework, marks, payments and silence. Talk to the family before you judge. Pupils and parents never see it.",
  hidden: "Nobody is listed yet.",
  show: "Show",
  shown: { all: "All", false: "Nothing done yet", true: "Something was done" },
  counted: (n: number, day: string, days: number) =>
    `${count(n, { one: `${n} pupil`, other: `${n} pupils` })} may leave within ${days} days of ${day}.`,
  none: "The list is empty.",
  risk: (n: number) => `Of 100 pupils like this, about ${n} leave.`,
  done: "What was done",
  nothingDone: "Nothing was done yet.",
  kinds: { written: "Written to", called: "Called", met: "Talked in person", nothing: "Nothing to do" },
  writeTo: "Write to the family",
  note: "Note what was done",
  what: "What was done?",
  noteText: "Note for the office",
  save: "Save",
  saved: "Saved.",
  quality: "How far can this be trusted?",
  learned: (rows: number, left: number, months: number) =>
    `Learned from ${months} months: ${rows} rows, one for each pupil and month; ${left} pupils left within 60 days.`,
  measured: (rows: number, left: number, months: number) =>
    `Tried on ${months} later months that it had not seen: ${rows} rows, one for each pupil and month; ${left} pupils left.`,
  pairs: (model: number, rule: number) =>
    `Of 100 pairs of a pupil who left and one who stayed, it named the right one in ${model}; the rule “absent twice” in ${rule}.`,
  interval: (low: number, high: number) => `The difference is from ${low} to ${high} pairs, with 95 % certainty.`,
  error: (points: string) => `Its percentages were off by ${points} points on average.`,
  calibration: "What it said and what happened",
  predicted: "It said",
  happened: "Left",
  rows: "Pupils",
  weights: "What counts",
  sign: "Sign",
  weight: "Weight",
  until: (day: string) => `By figures until ${day}.`,
};

export type AtRiskWords = typeof en;
