/** English, and the shape of the other languages. */

export const en = {
  title: "Appeals against grades",
  appeal: "Appeal against this grade",
  of: (item: string) => `Appeal: ${item}`,
  why: "What should the teacher look at again?",
  whyHelp: "The teacher reads it, and it stays with the grade.",
  send: "Send the appeal",
  sent: "The teacher is asked to look at the grade again.",
  said: (name: string) => `Appeal of ${name}`,
  states: { open: "Waits for an answer", granted: "The grade was changed", declined: "The grade stays" },
  none: "No appeals wait for you.",
  waiting: "Waiting for an answer",
  answered: "Answered",
  answer: "Answer",
  counts: (points: string, most: string) => `Now ${points} of ${most} points`,
  noPoints: "No points count there now.",
  gone: "This item counts no more. The appeal can only be declined.",
  decision: "What happens to the grade?",
  decisions: { grant: "It is changed", decline: "It stays" },
  points: "New points",
  wrongPoints: "Write points as a number.",
  yourAnswer: "What you answer",
  answerHelp: "The pupil reads it.",
  save: "Send the answer",
  saved: (name: string) => `${name} is told.`,
  link: (n: number) => (n ? `Appeals: ${n}` : "Appeals"),
};

export type AppealWords = typeof en;
