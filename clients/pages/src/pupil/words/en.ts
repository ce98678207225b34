/** English, for the homework of a pupil. */

import { plural } from "../../words/plural.ts";

const count = plural("en");

export const learning = {
  more: "More",
  pages: {
    forums: "Discussions",
    tickets: "My tickets",
    progress: "My progress",
    grades: "Grades",
    certificates: "Certificates",
    reportCards: "Report cards",
    materials: "Materials",
    courses: "Courses",
    calendar: "My lessons",
    quizzes: "Quizzes",
    play: "Play",
    seen: "What teachers saw",
  },
  step: { done: "Done", next: "Next", due: "Later" },
  past: "Missed, or still on this device",
  sent: "What you sent",
  textReturned: "Your text from before is here. Change it and send it again.",
  takeFile: "Save your file",
  watchFilm: "Watch the film",
  fileName: "My homework",
  wellDone: "Well done!",
  bestSoFar: "Your best so far.",
  wordsRight: (n: number) => count(n, { one: `${n} word right.`, other: `${n} words right.` }),
  wordsBetter: (n: number) =>
    count(n, { one: `${n} word better than before.`, other: `${n} words better than before.` }),
  inRow: (n: number) => count(n, { one: `${n} day in a row.`, other: `${n} days in a row.` }),
  once: {
    best: "You can try once more. Your best score counts.",
    last: "You can try once more. Your last score counts.",
  },
  teacherDecided: (machine: string) =>
    `Your teacher listened and gave this score. The computer had counted ${machine}.`,
  counted: (score: string) => `The score that counts: ${score}.`,
  marked: "Your teacher has given the score, so nothing more has to be sent.",
  appeal: {
    title: "Not sure about your score?",
    why: "Why should your teacher look again?",
    send: "Ask your teacher",
    empty: "Write a sentence first.",
    yours: "You asked",
    waits: "Your teacher has not answered yet.",
    answered: "Your teacher has looked again.",
  },
};

export type LearningWords = typeof learning;
