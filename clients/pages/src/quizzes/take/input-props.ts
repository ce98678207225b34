/** What every input of an answer is given. */

import type { Question } from "./calls.ts";

export interface InputProps<B> {
  question: Question;
  body: B;
  isReadOnly: boolean;
  renew: () => void;
}
