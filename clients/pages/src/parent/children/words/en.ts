/** English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");

export const en = {
  toChild: (name: string) => `To the page of ${name}`,
  lesson: "In class",
  homework: "Homework",
  money: "To pay",
  toCome: (time: string) => `the lesson begins at ${time}`,
  notMarked: (time: string) => `lesson at ${time}, not marked yet`,
  cancelled: (time: string) => `the lesson at ${time} is cancelled`,
  noLesson: "no lessons yet",
  missed: (n: number) => count(n, { one: `${n} not done in time`, other: `${n} not done in time` }),
  toDo: (n: number) => `${n} to do`,
  checked: "done, the teacher looks at it",
  done: "everything is done",
  lastMark: (score: string) => `last mark: ${score}`,
  noHomework: "nothing given yet",
  nothingOwed: "nothing",
  ahead: (sum: string) => `${sum} paid in advance`,
  overdue: "overdue",
  photoWaits: "the photo is being checked",
  hidden: "not shown to you",
  childPage: (name: string) => `Everything about ${name}`,
  smallDay: "Play and learning: today, limits",
  dataLink: "The data of the child: file and erasing",
  more: "More",
  progress: "How the reading goes",
  changes: "What has changed",
  trend: {
    better: "It gets better: the last homework scored higher than before.",
    steady: "It stays at the same level.",
    worse: "It was a little harder lately. Reading together helps.",
  },
  trendWord: { better: "better", steady: "steady", worse: "harder" },
  firstScores: "After four marked homeworks you see here how it goes.",
  scoresOf: (from: string, to: string) => `Scores from ${from} to ${to}, of 100`,
  scoresOfDay: (day: string) => `Scores: ${day}, of 100`,
  score: "Score",
  task: "Homework",
  asTable: "As a table",
  month: "Lessons of the month",
  monthBefore: "The month before",
  monthAfter: "The month after",
  was: (there: number, all: number) => `${there} of ${count(all, { one: `${all} lesson`, other: `${all} lessons` })}`,
  noneInMonth: "No lessons in this month.",
  notMarkedYet: "not marked yet",
  waitMarks: (n: number) =>
    count(n, { one: `${n} lesson is not marked yet`, other: `${n} lessons are not marked yet` }),
  eachLesson: "Each lesson",
};

export type ChildrenWords = typeof en;
