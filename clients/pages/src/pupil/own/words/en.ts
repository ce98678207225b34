/** English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");
const lessons = (n: number) => count(n, { one: `${n} lesson`, other: `${n} lessons` });

export const en = {
  goes: "How your homework goes",
  trend: {
    better: "It gets better: your last homework scored higher than before.",
    steady: "You keep your level.",
    worse: "It was a little harder lately. That happens to everybody. Keep reading a bit every day.",
  },
  trendWord: { better: "better", steady: "steady", worse: "harder" },
  fewScores: "After four marked homeworks you see here how it goes.",
  noScores: "When your first homework is marked, it appears here.",
  scoresOf: (from: string, to: string) => `Your scores from ${from} to ${to}`,
  scoresOfDay: (day: string) => `Your scores: ${day}`,
  whatItTells: "What the line tells you",
  tellsYoung: "The line shows how your reading grows. One hard day is fine: look at the whole line.",
  notOthers: "It does not compare you with anybody else.",
  asTable: "As a table",
  task: "Homework",
  day: "Day",
  score: "Score",
  yourLessons: "Your lessons",
  youCame: "You were in class",
  presence: { present: "in class", late: "came late", excused: "excused", absent: "missed" },
  was: (there: number, all: number) => `${there} of ${lessons(all)}`,
  achievements: "Achievements",
  noAchievements: "The centre has no achievements yet.",
  yours: "Yours",
  since: (day: string) => `since ${day}`,
  ofAll: (n: number, all: number) => `${n} of ${all}`,
  toBoard: "Coins and the leaderboard",
  yourName: "Your name on the leaderboard",
  showName: "Show my name",
  hideName: "Hide my name",
  nameHidden: "Others do not see your name",
  nameHelp: "Your teachers and your family always see it.",
  orders: "What you bought",
  noOrders: "Nothing yet. What you buy with coins is listed here.",
  orderState: {
    requested: "waits for you at the office",
    handed_over: "you have it",
    cancelled: "given back",
  } as Record<string, string>,
  giveBack: "I do not want it any more",
  coinsBack: "Your coins are back.",
  noMaterials: "Your teacher has not added anything yet. Books, pictures and links appear here.",
  fromLessons: "From your lessons",
  joinHelp: "Open an online course to join it. To learn at the centre, ask your teacher or the office.",
  noCourses: "The centre has not published its courses yet.",
  aMonth: (sum: string) => `${sum} a month`,
  learned: "You learn this now",
  noLessons: "No lessons are planned for these weeks.",
  laterLessons: "Later lessons",
  insteadOf: (when: string) => `instead of ${when}`,
  inCalendar: "In the calendar of your phone",
  learn: "Learning",
  account: "My account and messages",
  wishes: "How I get messages",
  data: "My data as a file",
};

export type OwnWords = typeof en;
