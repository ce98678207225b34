/** Whether the questions for new people were answered, put off, or are none: then nobody is asked again on this device. */

import { person, saveItem, storage } from "../../talim.ts";

const getKey = () => `talim.questions.${person.get()?.id ?? ""}`;

export function areQuestionsSettled(): boolean {
  return storage.getItem(getKey()) !== null;
}

export function settleQuestions(): void {
  saveItem(getKey(), "settled");
}
