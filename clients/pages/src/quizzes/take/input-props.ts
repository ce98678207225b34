/** What every input of an answer is given. */

import type { PendingFile, Question } from "./calls.ts";
import type { AnswerPlace } from "./file-store.ts";

export interface InputProps<B> {
  question: Question;
  body: B;
  isReadOnly: boolean;
  renew: () => void;
}

/** The files of an answer, and what may be done to them. */
export interface KeptFiles {
  of: AnswerPlace;
  files: PendingFile[];
  /** The recording was left by a page that was closed. */
  isCut: boolean;
  isSending: boolean;
  /** It is on the device when this is done. */
  change: (files: PendingFile[]) => Promise<void>;
}
