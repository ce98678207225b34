/** English, for the page Today. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");

export const en = {
  start: {
    title: "Set up your first group",
    help: "Room, course, teacher, lessons and pupils: five short steps, about five minutes.",
    go: "Begin",
    dismiss: "Not needed",
    dismissed: "You find groups, courses and rooms in the menu.",
  },
  waiting: "What waits",
  nothing: "Nothing waits. The day is in order.",
  signUps: (n: number) => count(n, { one: `${n} sign-up to decide`, other: `${n} sign-ups to decide` }),
  proofs: (n: number) => count(n, { one: `${n} transfer to check`, other: `${n} transfers to check` }),
  unmarked: (n: number) =>
    count(n, { one: `${n} lesson is over and not marked`, other: `${n} lessons are over and not marked` }),
  clashes: (n: number) =>
    count(n, { one: `${n} lesson has no free room or teacher`, other: `${n} lessons have no free room or teacher` }),
  waitingCounts: (n: number) =>
    count(n, { one: `${n} cash desk waits for a second person`, other: `${n} cash desks wait for a second person` }),
  approvals: (n: number) => count(n, { one: `${n} sum waits for approval`, other: `${n} sums wait for approval` }),
  failedMessages: (n: number) =>
    count(n, { one: `${n} message did not arrive`, other: `${n} messages did not arrive` }),
  unreached: (n: number) =>
    count(n, {
      one: `${n} person of a family is not reached yet`,
      other: `${n} people of families are not reached yet`,
    }),
  enginesWithoutTorch: (n: number) =>
    count(n, {
      one: `${n} speech server lacks PyTorch: free answers wait for teachers. ./talim doctor says what to install.`,
      other: `${n} speech servers lack PyTorch: free answers wait for teachers. ./talim doctor says what to install.`,
    }),
  lessonsNow: "Lessons now",
  noLessonsNow: (n: number) =>
    n
      ? count(n, {
          one: `No lesson is on now. There is ${n} today.`,
          other: `No lesson is on now. There are ${n} today.`,
        })
      : "There are no lessons today.",
  until: (time: string) => `until ${time}`,
  newExcuse: "Note an absence",
  excusePupil: "Pupil",
  excuseFrom: "First day",
  excuseUntil: "Last day",
  excuseReason: "Reason",
  excuseNoted: (name: string) => `${name}: noted. Absences of these days are excused.`,
  excuseWaits: (name: string) => `${name}: noted. It waits to be accepted.`,
  trials: "On trial today",
  birthdays: "Birthdays today",
  turns: (age: number) => `turns ${age}`,
};

export type TodayWords = typeof en;
