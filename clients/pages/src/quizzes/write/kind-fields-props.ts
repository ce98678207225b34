/** What the fields of each kind of question are given. */

import type { Loaded } from "../../ui/load.tsx";
import type { BankFile } from "./bank-files.tsx";
import type { Body, BodyOf, Key, KeyOf, QuestionKind } from "./question-data.ts";

export interface KindFieldsProps<K extends QuestionKind> {
  body: BodyOf<K>;
  value: KeyOf<K>;
  change: (parts: { body?: Body; key?: Key }) => void;
  /** What is wrong, by path: "key.shares". */
  errors: Record<string, string>;
  bank: string;
  files: Loaded<BankFile[]>;
}
