/** English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");
const answers = (n: number) => count(n, { one: `${n} answer`, other: `${n} answers` });

export const en = {
  noQuizzes: "There are no quizzes for you now.",
  quizzesNow: "Quizzes for you",
  allQuizzes: "All quizzes",
  stages: { goesOn: "Begun: go on", open: "Open now", coming: "Opens later", done: "Done", closed: "Closed" },
  minutes: (n: number) => `${n} min`,
  timeLimit: (time: string) => `You have ${time}.`,
  triesLeft: (n: number) => count(n, { one: "You can do it once.", other: `You can do it ${n} times.` }),
  toPass: (percent: number) => `${percent} % or more is a pass.`,
  opens: (when: string) => `Opens ${when}`,
  closes: (when: string) => `Open until ${when}`,
  closed: "This quiz is closed.",
  clockRuns: "The clock runs from when you press the button, also when the page is closed.",
  password: "The password from your teacher",
  begin: "Begin",
  beginAgain: "Do it again",
  goOn: "Go on",
  tries: "What you have done",
  tryOf: (number: number, when: string) => `${number}. ${when}`,
  teacherLooksStill: "Your teacher still looks at it",
  percent: (n: string) => `${n} %`,
  isPassed: "passed",
  isNotPassed: "not passed",

  left: (time: string) => `${time} left`,
  until: (when: string) => `until ${when}`,
  minuteLeft: "Less than a minute is left.",
  timeUp: "The time is up. Your answers are being handed in.",
  timeUpKept: "The time is up. Some answers are still on this device. They are sent as soon as there is a network.",
  answered: (n: number, all: number) => `${n} of ${all} answered`,
  question: (n: number) => `Question ${n}`,
  place: (n: number, all: number) => `${n} of ${all}`,
  points: (text: string, n: number) => count(n, { one: `${text} point`, other: `${text} points` }),
  back: "Back",
  next: "Next",
  overview: "All questions",
  overviewOf: (n: number, isDone: boolean) => `Question ${n}: ${isDone ? "answered" : "not answered"}`,
  states: {
    saving: "Saving…",
    kept: "Kept on this device. It is sent when there is a network.",
    saved: "Saved",
    late: "Came too late. Your teacher can still count it.",
    refused: "Not saved",
  },
  clear: "Clear the answer",
  hint: "Show a hint",
  hintFor: (points: string) => `Show a hint for ${points} of your points`,
  listen: "Listen",
  listenNow: "Press once more to listen",
  playing: "Playing…",
  playsLeft: (n: number) =>
    n
      ? count(n, { one: "You can hear it once more.", other: `You can hear it ${n} times.` })
      : "You have heard it as often as you may.",
  soundFailed: "The recording did not load. Press again: it does not count twice.",
  recording: "Recording",
  spokenLimit: (time: string) => `You can speak for up to ${time}.`,
  spokenLongest: "This is the longest answer. What you have said is your answer; you can record again.",
  spokenNoVoice: "We hear no voice in this recording. Listen to it, and record again if you are not in it.",
  beingHeard: "Your recording is being listened to. The result comes by itself.",
  heard: "What was heard",
  yourFiles: "Your files",
  filesChoose: "Choose a file or take a photo",
  filesMore: "Add one more",
  fileLimits: (n: number, size: number) =>
    count(n, { one: `One file of up to ${size} MB.`, other: `Up to ${n} files, each of up to ${size} MB.` }),
  filesMost: (n: number) =>
    count(n, {
      one: "Only one file can be handed in. The others are left out.",
      other: `Only ${n} files can be handed in. The others are left out.`,
    }),
  fileTooLarge: (name: string, size: number) => `“${name}” is larger than ${size} MB. Choose a smaller one.`,
  fileEmpty: (name: string) => `“${name}” is empty. Choose another one.`,
  fileRemove: (name: string) => `Remove: ${name}`,
  fileSending: (name: string) => `Being sent: ${name}`,
  fileGone: "The centre has removed this file.",
  yourAnswer: "Your answer",
  true: "True",
  false: "False",
  chooseMany: "Choose all that are right.",
  choose: "Choose…",
  gap: (n: number) => `Gap ${n}`,
  picture: (n: number) => `Picture ${n}`,
  pictureMissing: "The picture comes when there is a network.",
  moveUp: (name: string) => `Move up: ${name}`,
  moveDown: (name: string) => `Move down: ${name}`,
  keepOrder: "Keep this order",
  words: (n: number) => count(n, { one: `${n} word`, other: `${n} words` }),
  wordLimits: (least: number, most: number) =>
    least && most
      ? `from ${least} to ${most} words`
      : least
        ? `at least ${least} words`
        : most
          ? `at most ${most} words`
          : "",
  pointHelp: (n: number) =>
    count(n, {
      one: "Press the right place in the picture. Arrow keys and Enter work too.",
      other: `Press up to ${n} places in the picture. Arrow keys and Enter work too.`,
    }),
  pointAt: "Point at the picture",
  cursorAt: (x: number, y: number) => `${x} % from the left, ${y} % from the top`,
  removePoint: (n: number) => `Take away point ${n}`,

  handIn: "Hand in",
  handInQuestion: "Hand in your answers?",
  unanswered: (n: number, which: string) =>
    count(n, { one: `Question ${which} is not answered.`, other: `${n} questions are not answered: ${which}.` }),
  notSaved: (which: string) => `Not saved: question ${which}. Answer it again.`,
  allAnswered: "You have answered every question.",
  waiting: (n: number) =>
    `${answers(n)} ${n === 1 ? "is" : "are"} only on this device. Wait for the network, so that your teacher gets everything.`,
  noWayBack: "After that you cannot change them.",

  counting: "Your answers are handed in. The result comes in a moment.",
  handedIn: "Your answers are handed in.",
  notShown: "Your answers are handed in. The result is not shown now.",
  byDeadline: "The time was up, so what you had answered was handed in.",
  waitingLate: (n: number) =>
    `${answers(n)} ${n === 1 ? "is" : "are"} still on this device and ${n === 1 ? "goes" : "go"} to your teacher, who can still count what came late.`,
  toQuiz: "Back to the quiz",
  pointsOf: (score: string, all: string) => `${score} of ${all} points`,
  passed: "You have passed this quiz.",
  notPassed: "Not passed this time. Look at what was hard, and try again if you can.",
  teacherLooks: (n: number) => `Your teacher still looks at ${answers(n)}.`,
  verdicts: {
    good: "Right",
    near: "Partly right",
    check: "Look at this again",
    missing: "Not answered",
    waits: "Your teacher looks at this answer.",
  },
  notAnswered: "You did not answer.",
  rightAnswer: "What is right",
  yourPoints: "The places that you chose",
  rightRegions: "The right places are marked in the picture.",
  teacherSays: "Your teacher wrote",
  errors: {
    attempt_closed: "This one is handed in already, so nothing can be changed.",
    not_open: "This quiz has not opened yet. Come back when it has.",
    deadline_passed: "This quiz is closed. Ask your teacher if you need more time.",
    no_attempts_left: "You have done this quiz as often as you may. Your teacher can let you do it once more.",
    not_found: "This quiz is not here any more. Ask your teacher.",
    too_large: "This is too large to be sent. Choose a smaller file, or record a shorter answer.",
    unsupported_media: "The server cannot read this file. Choose another one, or record again.",
  } as Record<string, string>,
};

export type TakeWords = typeof en;
