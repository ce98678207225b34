/** English, and the shape of the other languages. */

import { plural } from "../../plural.ts";

const count = plural("en");

export const en = {
  lessons: "Lessons",
  lessonCount: (n: number) => count(n, { one: `${n} lesson`, other: `${n} lessons` }),
  minutes: (n: number) => `${n} min`,
  nothingPublished: "This course has no online lessons yet.",
  teachers: (names: string) => `Teachers: ${names}`,
  join: "Join the course",
  buy: "Buy the course",
  toPayments: "Go to payments",
  begin: "Start learning",
  goOn: "Continue",
  goOnWith: (lesson: string) => `Continue: ${lesson}`,
  continueLearning: "Continue learning",
  findCourse: "Find a course",
  nothingLearnt: "You learn no course online yet.",
  progress: "How much of the course you have done",
  ofCourse: (percent: number) => `${percent} % of the course`,
  states: { new: "new", begun: "begun", done: "done", locked: "locked", next: "next" },
  enrolmentStates: { frozen: "Paused by the centre", ended: "Ended" } as Record<string, string>,
  isPreview: "free to look at",
  opensAt: (when: string) => `Opens ${when}.`,
  lessonClosed: "This lesson is not open for you",
  toCourse: "To the course",
  toCourses: "To the courses",
  place: (number: number, all: number) => `Lesson ${number} of ${all}`,
  preview: "You read this lesson for free. Join the course to keep your progress.",
  seeCourse: "See the course",
  waits: "No network. What you do is kept on this device and sent later.",
  byHand: "I have done this lesson",
  toFinish: {
    scrolled: "The lesson is done when you have read to the end.",
    watched: "The lesson is done when you have listened to the recordings.",
  } as Record<string, string>,
  done: "You have done this lesson.",
  lessonDone: "Lesson done!",
  courseDone: "Course done!",
  courseDoneMore: "You have done every lesson. Well done!",
  previous: "Previous lesson",
  next: "Next lesson",
};

export type LearnWords = typeof en;
