/** A form: its fields, what went wrong, and the button that sends it. */

import type { ComponentChildren } from "preact";
import { ApiError } from "@talim/client";
import { useWords } from "../../words/index.ts";
import { Button } from "../button.tsx";
import { Problem } from "../problem.tsx";
import type { FormState, Values } from "./use-form.ts";

interface FormProps<T extends Values> {
  of: FormState<T>;
  /** The word on the button that sends it. */
  word: string;
  /** The accessible name, where several forms stand on one page. */
  label?: string;
  /** A button beside it that leaves the form. */
  close?: () => void;
  /** Sentences for error codes that mean something of their own here. */
  here?: Record<string, string>;
  /** Loads anew what somebody else changed meanwhile, with the word on its button. */
  loadAgain?: { word: string; run: () => void };
  children: ComponentChildren;
}

export function Form<T extends Values>({ of: form, word, label, close, here, loadAgain, children }: FormProps<T>) {
  const words = useWords();
  const isStale = form.error instanceof ApiError && form.error.status === 409;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <form noValidate aria-label={label} onSubmit={send}>
      {form.restored ? (
        <div class="notice" role="status">
          <p>{words.form.restored}</p>
          <button type="button" class="plain" onClick={form.reset}>
            {words.form.startAnew}
          </button>
        </div>
      ) : null}
      {children}
      {form.error && !form.isErrorBesideFields() ? (
        <Problem
          error={form.error}
          again={isStale ? loadAgain?.run : undefined}
          word={loadAgain?.word}
          {...(here ? { here } : {})}
        />
      ) : null}
      {(!form.error || form.isErrorBesideFields()) && Object.keys(form.errors).length ? (
        <p class="wrong" role="alert">
          {words.form.check}
        </p>
      ) : null}
      <div class="buttons">
        <Button type="submit" class="main" off={form.busy}>
          {form.busy ? words.loading : word}
        </Button>
        {close ? (
          <button type="button" class="plain" onClick={close}>
            {words.cancel}
          </button>
        ) : null}
      </div>
    </form>
  );
}

/** Fields side by side where there is room. */
export function FieldRow({ children }: { children: ComponentChildren }) {
  return <div class="field-row">{children}</div>;
}

/** Fields that belong together, under a title. */
export function FieldGroup({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset class="field-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
