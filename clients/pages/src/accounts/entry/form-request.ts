/** The state of a form that sends one request at a time. */

import { useState } from "preact/hooks";

export interface FormRequest {
  error: unknown;
  busy: boolean;
  /** Run the request. Its error is stored in `error`. */
  run: (work: () => Promise<void>) => void;
}

export function useFormRequest(): FormRequest {
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    void work()
      .catch((reason: unknown) => setError(() => reason))
      .finally(() => setBusy(false));
  };
  return { error, busy, run };
}

/** The value of a form's field. */
export function readFormField(event: SubmitEvent, name: string): string {
  event.preventDefault();
  return String(new FormData(event.currentTarget as HTMLFormElement).get(name) ?? "");
}
