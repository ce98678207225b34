/** Oʻzbekcha: muhim ishdan oldin soʻraladigan gaplar. */

import type { StepUpWords } from "./en.ts";

export const uz: StepUpWords = {
  title: "Bu sizmisiz?",
  help: "Bu ish pul yoki huquqlarni oʻzgartiradi. Parolingizni yana bir marta yozing, keyin oʻn daqiqa soʻralmaydi.",
  codeHelp: "Bu ish pul yoki huquqlarni oʻzgartiradi. Ilovangiz hozir koʻrsatayotgan kodni yozing.",
  password: "Parolingiz",
  code: "Ilovadagi kod",
  go: "Davom etish",
};
