/** One thing after the other that a form asks of the server. */

import { useState } from "preact/hooks";

export interface FormRequest {
  error: unknown;
  busy: boolean;
  /** Do it; what fails stands in `error`. */
  begin: (work: () => Promise<void>) => void;
}

export function useFormRequest(): FormRequest {
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const begin = (work: () => Promise<void>) => {
    wait(true);
    fail(undefined);
    void work()
      .catch((reason: unknown) => fail(() => reason))
      .finally(() => wait(false));
  };
  return { error, busy, begin };
}

/** What was typed into a form's field. */
export function readFormField(event: SubmitEvent, name: string): string {
  event.preventDefault();
  return String(new FormData(event.currentTarget as HTMLFormElement).get(name) ?? "");
}
