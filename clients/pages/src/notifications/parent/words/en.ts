/** English, and the shape of the other languages. */

export const en = {
  title: "From the teachers",
  none: "Nothing yet. What a teacher writes to your family stands here.",
  noneOwn: "Nothing yet. What a teacher or the office writes to you stands here.",
  reach: "How to reach the teacher",
  teaches: (teacher: string, group: string) => `${teacher} teaches ${group}.`,
  reachAbsence: "If your child cannot come, say it here: the teacher reads it and answers.",
  reachOffice:
    "Anything else goes through the office of the centre: call or come, and it passes it on to the teacher. Below a letter of the teacher you can answer too.",
  about: (name: string) => `About ${name}`,
  answers: "What you answered",
  yourAnswer: "Your answer to the office",
  help: "The office reads it, the teacher does not.",
  send: "Send the answer",
  sent: "Sent to the office.",
  data: "The child’s data",
  dataHelp: (name: string) =>
    `Everything that the centre keeps about ${name}, as one file. It stays here for seven days.`,
  ask: "Ask for the file",
  again: "Ask for a new one",
  waits: "The file is being made. That takes a few minutes; you may leave this page.",
  failed: "The file could not be made. Ask once more.",
  take: "Save the file",
  notAll: (name: string) => `The file is for a parent who may see everything of ${name}. The office can change that.`,
  adult: (name: string) => `${name} is an adult and does this alone.`,
  erase: "Ask to erase everything",
  eraseTitle: "Erase everything",
  eraseHelp: "The centre’s director decides. Payments and marks stay, without a name. This cannot be undone.",
  eraseSure: (name: string) =>
    `Ask the centre to erase everything about ${name}? The account, the recordings and the photo go for ever.`,
  eraseAsked: (when: string, name: string) => `${name} asked for it ${when}. The director has not decided yet.`,
  eraseState: {
    approved: "Everything is being erased",
    done: "Everything is erased",
    refused: "Not erased",
    withdrawn: "Taken back",
  },
  eraseTakeBack: "Take the request back",
};

export type LetterWords = typeof en;
