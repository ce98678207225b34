/** English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const formatCount = plural("en");

export const en = {
  title: "What learners say",
  none: "Nobody has said anything yet.",
  stars: (n: number) => formatCount(n, { one: `${n} star`, other: `${n} stars` }),
  average: (stars: string, n: number) =>
    `${stars} of 5 · ${formatCount(n, { one: `${n} review`, other: `${n} reviews` })}`,
  write: "Write a review",
  change: "Change your review",
  rating: "How do you like the course?",
  text: "What is good, what could be better?",
  save: "Save",
  saved: "Thank you. Your review is there.",
  remove: "Delete your review",
  removed: "Your review is deleted.",
  soon: "You can write a review when you have done a fifth of the course.",
  mine: "your review",
  hidden: "hidden: only you and the office see it",
  answerOf: "The teacher answers",
  answer: "Answer",
  changeAnswer: "Change the answer",
  answered: "Your answer is there.",
  report: "Report",
  reportWhy: "What is wrong with it?",
  reported: "The office will look at it.",
  reports: (n: number) => formatCount(n, { one: `reported ${n} time`, other: `reported ${n} times` }),
  hide: "Hide",
  show: "Show again",
  isHidden: "It is hidden, and counts no more.",
  isShown: "It is shown again.",
};

export type CourseReviewWords = typeof en;
