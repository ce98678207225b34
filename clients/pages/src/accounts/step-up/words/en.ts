/** English: what is asked before a risky act. */

export const en = {
  title: "Is it you?",
  help: "This act changes money or rights. Write your password once more; then it is not asked for ten minutes.",
  codeHelp: "This act changes money or rights. Write the code that your app shows now.",
  password: "Your password",
  code: "The code from your app",
  go: "Go on",
};

export type StepUpWords = typeof en;
