/**
 * The state of a form: what was typed, what is wrong with it, whether it is being sent. A form can be kept on the device
 * as a draft. It is sent once: a double tap does nothing, and the same content has the same idempotency key, so a lost
 * answer does not double the act. Where the session has ended it is sent after the next sign-in.
 */

import { useRef, useState } from "preact/hooks";
import { ApiError, newId } from "@talim/client";
import { getDraft, saveDraft } from "../../drafts.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { useWords } from "../../words/index.ts";

export type Values = Record<string, unknown>;

export interface FormOptions<T extends Values, R> {
  initial: T;
  /** The name under which unsent values stay on this device. Not for secrets and files. */
  draft?: string;
  /** Send the values; `key` is the idempotency key of this content. */
  send: (values: T, key: string) => Promise<R>;
  onDone: (result: R) => void;
  /** Sending does not end the form, for example a preview: the draft stays until `reset`. */
  keepDraft?: boolean;
  /** What the page itself finds wrong, by field. */
  check?: (values: T) => Partial<Record<keyof T & string, string>>;
}

export interface FormState<T extends Values> {
  values: T;
  /** What is wrong, by field. */
  errors: Record<string, string>;
  /** What the server answered to the last try. */
  error: unknown;
  busy: boolean;
  /** The values come from a draft. */
  restored: boolean;
  set: <K extends keyof T & string>(name: K, value: T[K]) => void;
  /** Forget what was typed. */
  reset: () => void;
  submit: () => Promise<void>;
  /** Fields tell the form that they are there, and whether they have to be filled in; `text` says so when they are not. */
  require: (name: string, required: boolean, text?: string) => void;
  /** All that the server found wrong stands beside its field. */
  isErrorBesideFields: () => boolean;
}

export function useForm<T extends Values, R>(options: FormOptions<T, R>): FormState<T> {
  const words = useWords();
  const { initial, draft } = options;
  const saved = useRef(draft ? readDraft<T>(draft) : undefined);
  const [values, setValues] = useState<T>({ ...initial, ...saved.current });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [restored, setRestored] = useState(saved.current !== undefined);
  const sending = useRef(false);
  const key = useRef((draft && getDraft(draft)["key"]) || newId());
  const required = useRef(new Map<string, string | undefined>());
  const known = useRef(new Set<string>());
  const current = useRef(values);

  const put = (next: T) => {
    current.current = next;
    setValues(next);
    key.current = newId();
    keep();
  };
  /** The key is kept with the content: after a lost answer the page may have been loaded anew. */
  const keep = () => {
    if (draft) saveDraft(draft, { json: JSON.stringify(current.current), key: key.current });
  };
  const set: FormState<T>["set"] = (name, value) => {
    put({ ...current.current, [name]: value });
    setErrors(({ [name]: _, ...others }) => others);
  };
  const reset = () => {
    put(initial);
    if (draft) saveDraft(draft, null);
    setErrors({});
    setError(undefined);
    setRestored(false);
  };
  const submit = async () => {
    if (sending.current) return;
    const sent = current.current;
    const missing = [...required.current]
      .filter(([name]) => isEmpty(sent[name]))
      .map(([name, text]) => [name, text ?? words.form.required]);
    const found = { ...options.check?.(sent), ...Object.fromEntries(missing) } as Record<string, string>;
    setErrors(found);
    setError(undefined);
    if (Object.keys(found).length) return focusFirstError();
    sending.current = true;
    setBusy(true);
    try {
      const result = await retryAfterSignIn(() => options.send(sent, key.current));
      if (draft && !options.keepDraft) saveDraft(draft, null);
      setRestored(false);
      key.current = newId();
      options.onDone(result);
    } catch (reason) {
      // A refusal is an answer: the next try is another act. Without an answer it may be the same one.
      if (reason instanceof ApiError && reason.status < 500) {
        key.current = newId();
        keep();
      }
      setError(() => reason);
      if (reason instanceof ApiError && Object.keys(reason.fields).length) {
        setErrors(Object.fromEntries(Object.entries(reason.fields).map(([name, texts]) => [name, texts.join(" ")])));
        focusFirstError();
      }
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  const isErrorBesideFields = () => {
    const names = error instanceof ApiError ? Object.keys(error.fields) : [];
    return names.length > 0 && names.every((name) => known.current.has(name));
  };
  const require = (name: string, needed: boolean, text?: string) => {
    known.current.add(name);
    if (needed) required.current.set(name, text);
    else required.current.delete(name);
  };
  return { values, errors, error, busy, restored, set, reset, submit, require, isErrorBesideFields };
}

function isEmpty(value: unknown): boolean {
  if (typeof value === "string") return !value.trim();
  if (Array.isArray(value)) return !value.length;
  if (value === undefined || value === null) return true;
  // A text in several languages.
  return typeof value === "object" && "uz" in value && Object.values(value).every(isEmpty);
}

function readDraft<T>(draft: string): T | undefined {
  const { json } = getDraft(draft);
  return json ? (JSON.parse(json) as T) : undefined;
}

/** After the drawing, so that the field is marked already. */
function focusFirstError(): void {
  setTimeout(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus());
}
