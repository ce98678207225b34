/** What stands around each field: its label, a hint, and what is wrong with it. */

import type { ComponentChildren } from "preact";
import { useEffect, useId } from "preact/hooks";
import { useWords } from "../../words/index.ts";
import type { FormState, Values } from "./use-form.ts";

/** What every field is given. */
export interface FieldProps<T extends Values, K extends keyof T & string = keyof T & string> {
  of: FormState<T>;
  name: K;
  label: string;
  hint?: string | undefined;
  required?: boolean | undefined;
}

/** The attributes that tie a control to its label, hint and error. */
export interface ControlProps {
  id: string;
  name: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
  "aria-required": boolean;
}

interface FrameProps<T extends Values> extends FieldProps<T> {
  /** Several controls under one label. */
  group?: boolean;
  /** What is said when a required field is empty, in place of the common words. */
  missing?: string;
  children: (control: ControlProps) => ComponentChildren;
}

export function FieldFrame<T extends Values>({
  of: form,
  name,
  label,
  hint,
  required = false,
  group,
  missing,
  children,
}: FrameProps<T>) {
  const words = useWords();
  const id = useId();
  const error = form.errors[name];
  useEffect(() => {
    form.require(name, required, missing);
    return () => form.require(name, false);
  }, [name, required, missing]);
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const control: ControlProps = {
    id,
    name,
    "aria-invalid": error !== undefined,
    "aria-describedby": described || undefined,
    "aria-required": required,
  };
  const title = (
    <>
      {label}
      {required ? null : <span class="quiet optional"> {words.form.optional}</span>}
    </>
  );
  const rest = (
    <>
      {hint ? (
        <p id={`${id}-hint`} class="hint quiet">
          {hint}
        </p>
      ) : null}
      {children(control)}
      {error ? (
        <p id={`${id}-error`} class="wrong">
          {error}
        </p>
      ) : null}
    </>
  );
  if (group) {
    return (
      <div class="field" role="group" aria-label={label} aria-describedby={control["aria-describedby"]}>
        <span class="label">{title}</span>
        {rest}
      </div>
    );
  }
  return (
    <div class="field">
      <label for={id}>{title}</label>
      {rest}
    </div>
  );
}
