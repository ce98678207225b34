/** English, and the shape of the other languages. */

export const en = {
  none: "You are not asked about a teacher now.",
  promise:
    "Nobody sees who answered what: not the teacher, not the office. The teacher sees numbers and words in no order, after the last day, and only if at least five pupils answered.",
  until: (day: string) => `You can answer and change your answer until ${day}.`,
  about: (teacher: string, month: string) => `${teacher}, ${month}`,
  forChild: (name: string, group: string) => `${name} · ${group}`,
  rating: "How were the lessons?",
  text: "What is good, and what could be better?",
  textHelp: "Do not write names if you do not want to be recognised.",
  save: "Send the answer",
  change: "Change the answer",
  saved: "Thank you. Your answer is kept.",
  title: "What pupils say",
  open: (day: string) => `Pupils answer until ${day}.`,
  few: (n: number) => `Too few answers to show them: ${n}.`,
  average: (stars: string, n: number, asked: number) => `${stars} of 5 · ${n} of ${asked} answered`,
  all: (stars: string, n: number) => `All months: ${stars} of 5 · answers: ${n}`,
  given: (n: number) => `answers: ${n}`,
  words: (n: number) => `What they write (${n})`,
};

export type FeedbackWords = typeof en;
