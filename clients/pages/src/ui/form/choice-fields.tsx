/** Fields that are chosen: of a few, of a list, yes or no, a day, a file. */

import { useWords } from "../../words/index.ts";
import { FieldFrame, type FieldProps } from "./field.tsx";
import { FileInput } from "./file-input.tsx";
import type { Values } from "./use-form.ts";

export interface Option {
  value: string;
  label: string;
}

/** One of a list; the value is the option's, "" for none. */
export function SelectField<T extends Values>({ options, ...field }: FieldProps<T> & { options: Option[] }) {
  const words = useWords();
  const { of: form, name } = field;
  const chosen = String(form.values[name] ?? "");
  return (
    <FieldFrame {...field}>
      {(control) => (
        <select
          {...control}
          value={chosen}
          onChange={(event) => form.set(name, event.currentTarget.value as T[typeof name])}
        >
          {options.some(({ value }) => value === "") ? null : <option value="">{words.form.choose}</option>}
          {options.map(({ value, label }) => (
            <option key={value} value={value} selected={value === chosen}>
              {label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}

/** One of a few, all of them visible; the value is the option's. */
export function ChoiceField<T extends Values>({ options, ...field }: FieldProps<T> & { options: Option[] }) {
  const { of: form, name } = field;
  return (
    <FieldFrame {...field} group>
      {(control) => (
        <div class="choice">
          {options.map(({ value, label }) => (
            <label key={value} class="choice-option">
              <input
                type="radio"
                name={control.id}
                value={value}
                checked={form.values[name] === value}
                onChange={() => form.set(name, value as T[typeof name])}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
      )}
    </FieldFrame>
  );
}

/** Some of a list; the value is an array of the options'. */
export function ChecksField<T extends Values>({ options, ...field }: FieldProps<T> & { options: Option[] }) {
  const { of: form, name } = field;
  const chosen = (form.values[name] ?? []) as string[];
  const toggle = (value: string, on: boolean) =>
    form.set(
      name,
      options
        .map((option) => option.value)
        .filter((other) => (other === value ? on : chosen.includes(other))) as T[typeof name],
    );
  return (
    <FieldFrame {...field} group>
      {() => (
        <div class="checks">
          {options.map(({ value, label }) => (
            <label key={value} class="check">
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={(event) => toggle(value, event.currentTarget.checked)}
              />
              {label}
            </label>
          ))}
        </div>
      )}
    </FieldFrame>
  );
}

/** Yes or no; the value is a boolean. */
export function CheckField<T extends Values>({ of: form, name, label, hint }: FieldProps<T>) {
  return (
    <div class="field">
      <label class="check">
        <input
          type="checkbox"
          name={name}
          checked={Boolean(form.values[name])}
          aria-invalid={name in form.errors}
          onChange={(event) => form.set(name, event.currentTarget.checked as T[typeof name])}
        />
        {label}
      </label>
      {hint ? <p class="hint quiet">{hint}</p> : null}
      {form.errors[name] ? <p class="wrong">{form.errors[name]}</p> : null}
    </div>
  );
}

/** A day or a time of day, as the browser's own picker gives it ("2026-11-21", "18:00"); "" for none. */
export function DateField<T extends Values>({
  min,
  max,
  time = false,
  ...field
}: FieldProps<T> & { min?: string; max?: string; time?: boolean }) {
  const { of: form, name } = field;
  return (
    <FieldFrame {...field}>
      {(control) => (
        <input
          {...control}
          type={time ? "time" : "date"}
          min={min}
          max={max}
          value={String(form.values[name] ?? "")}
          onInput={(event) => form.set(name, event.currentTarget.value as T[typeof name])}
        />
      )}
    </FieldFrame>
  );
}

/** A file; the value is the File, or null. */
export function FileField<T extends Values>({
  accept,
  capture,
  ...field
}: FieldProps<T> & { accept: string; capture?: "user" | "environment" }) {
  const { of: form, name } = field;
  return (
    <FieldFrame {...field}>
      {(control) => (
        <FileInput
          {...control}
          accept={accept}
          capture={capture}
          onChange={(event) => form.set(name, (event.currentTarget.files?.[0] ?? null) as T[typeof name])}
        />
      )}
    </FieldFrame>
  );
}
