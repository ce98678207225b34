/** English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");

export const en = {
  lessons: "Lessons",
  lessonCount: (n: number) => count(n, { one: `${n} lesson`, other: `${n} lessons` }),
  minutes: (n: number) => `${n} min`,
  nothingPublished: "This course has no online lessons yet.",
  teachers: (names: string) => `Teachers: ${names}`,
  learners: (n: number) => count(n, { one: `${n} learner`, other: `${n} learners` }),
  join: "Join the course",
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
  signInToLearn: "Sign in to learn this course",
  comeBack: "You come back to this course then.",
  seeCourse: "See the course",
  waits: "No network. What you do is kept on this device and sent later.",
  byHand: "I have done this lesson",
  notByHand: "“I have done this lesson” does not count: the lesson is finished in another way now. All else is kept.",
  toFinish: {
    scrolled: "The lesson is done when you have read to the end.",
    watched: "The lesson is done when you have heard the recordings and seen the videos.",
    package: "The lesson is done when you have done its exercises.",
    handed_in: "The lesson is done when you have handed in every task.",
    quiz_passed: "The lesson is done when you have passed its quiz.",
  } as Record<string, string>,
  done: "You have done this lesson.",
  lessonDone: "Lesson done!",
  courseDone: "Course done!",
  courseDoneMore: "You have done every lesson. Well done!",
  coinsEarned: (n: number) => count(n, { one: `You earned ${n} coin.`, other: `You earned ${n} coins.` }),
  previous: "Previous lesson",
  next: "Next lesson",
};

export type LearnWords = typeof en;
