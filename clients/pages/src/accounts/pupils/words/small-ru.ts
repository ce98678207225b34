/** Russian, for the kindergarten on the page of a pupil. */

import type { PupilsWords } from "./en.ts";

export const small: PupilsWords["small"] = {
  title: "Детский сад",
  open: "Навыки, наблюдения и отчёт",
};
