/** English, and the shape of the other languages. */

export const en = {
  title: "What is your level?",
  help: (most: number) =>
    `Up to ${most} questions, about 15 minutes. They get easier or harder with your answers. For some you listen: find a quiet place.`,
  asMe: (name: string) => `Keep the result with my account (${name})`,
  name: "Your name",
  phone: "Your phone number",
  phoneHelp: "The centre can call you about a group that suits you.",
  begin: "Begin",
  question: (place: number, most: number) => `Question ${place}, at most ${most}`,
  answer: "Your answer",
  gap: (number: number) => `Gap ${number}`,
  listen: "Listen",
  playsLeft: (n: number) => (n === 1 ? "once more" : `${n} times more`),
  heard: "You have heard this as often as you may. Answer now.",
  soundFailed: "The sound did not play. Try again.",
  next: "Next",
  unknown: "I do not know",
  resumed: "If this page closes, open it again on this device within two hours: you go on where you were.",
  yourLevel: "Your level",
  levels: {
    A1: "You know the first words and sentences. You will learn to talk about yourself and the things around you.",
    A2: "You understand simple sentences about everyday life. You will learn to tell what happened and what you plan.",
    B1: "You manage in most situations on a journey and at work. You will learn to explain what you think.",
    B2: "You talk freely about many topics. You will learn to understand long texts and to argue well.",
    C1: "You speak fluently and understand difficult texts. You will learn the fine differences.",
    C2: "You understand nearly everything and say what you mean exactly.",
  },
  done: "Thank you! The centre has your result and helps you find a group.",
  roughly: "A test without a teacher is roughly right. In a conversation the centre looks at your speaking too.",
  expired: "The time for this test is over. You can begin it again.",
  again: "Begin again",
  another: "Another person begins",
};

export type PlacementWords = typeof en;
