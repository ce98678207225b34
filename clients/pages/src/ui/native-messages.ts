/** What the browser finds wrong with a field, in our words: its own are in the browser's language. */

import { currentWords } from "../words/index.ts";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** For all forms, those of pages that are opened later too. */
export function translateMessages(): void {
  document.addEventListener(
    "invalid",
    ({ target }) => isField(target) && target.setCustomValidity(describe(target)),
    true,
  );
  for (const change of ["input", "change"]) {
    document.addEventListener(change, ({ target }) => isField(target) && target.setCustomValidity(""), true);
  }
  // A value that the page itself has changed since is looked at anew; Enter presses the button too.
  document.addEventListener(
    "click",
    ({ target }) => target instanceof Element && forget(target.closest("button")?.form),
    true,
  );
}

function describe(field: Field): string {
  const words = currentWords.get()?.words.form;
  field.setCustomValidity("");
  if (!words || field.validity.valid) return "";
  const { valueMissing, rangeUnderflow, rangeOverflow, stepMismatch } = field.validity;
  const { min, max, type } = field as HTMLInputElement;
  if (valueMissing) return words.required;
  if (type !== "number") return words.mistyped;
  return rangeUnderflow || rangeOverflow ? words.range(min, max) : stepMismatch ? words.mistyped : words.number;
}

function forget(form: HTMLFormElement | null | undefined): void {
  for (const field of form?.elements ?? []) if (isField(field)) field.setCustomValidity("");
}

function isField(target: unknown): target is Field {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
  );
}
