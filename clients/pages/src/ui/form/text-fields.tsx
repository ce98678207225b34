/** Fields that are typed: text, phone numbers, numbers, money. */

import { useState } from "preact/hooks";
import { readMoney, writeMoney } from "../../format.ts";
import { useWords } from "../../words/index.ts";
import { FieldFrame, type FieldProps } from "./field.tsx";
import type { Values } from "./use-form.ts";

interface InputOptions {
  maxLength?: number;
  autocomplete?:
    | "off"
    | "name"
    | "given-name"
    | "family-name"
    | "tel"
    | "email"
    | "username"
    | "current-password"
    | "new-password"
    | "one-time-code";
  inputMode?: "text" | "tel" | "email" | "numeric" | "decimal" | "url";
  placeholder?: string;
  type?: "text" | "tel" | "email" | "password" | "url";
  autofocus?: boolean;
}

/** The browser itself heeds `autofocus` only while it loads the first page. */
function focusField(field: HTMLInputElement | null): void {
  field?.focus();
}

/** Text of one line; the value is a string. */
export function TextField<T extends Values>({
  maxLength = 200,
  autocomplete = "off",
  inputMode,
  placeholder,
  type = "text",
  autofocus,
  ...field
}: FieldProps<T> & InputOptions) {
  const { of: form, name } = field;
  return (
    <FieldFrame {...field}>
      {(control) => (
        <input
          {...control}
          value={String(form.values[name] ?? "")}
          maxLength={maxLength}
          autocomplete={autocomplete}
          inputMode={inputMode}
          placeholder={placeholder}
          type={type as "text"}
          autofocus={autofocus}
          ref={autofocus ? focusField : undefined}
          onInput={(event) => form.set(name, event.currentTarget.value as T[typeof name])}
        />
      )}
    </FieldFrame>
  );
}

/** Text of several lines; the value is a string. */
export function TextArea<T extends Values>({
  rows = 3,
  maxLength = 2000,
  ...field
}: FieldProps<T> & { rows?: number; maxLength?: number }) {
  const { of: form, name } = field;
  return (
    <FieldFrame {...field}>
      {(control) => (
        <textarea
          {...control}
          rows={rows}
          maxLength={maxLength}
          value={String(form.values[name] ?? "")}
          onInput={(event) => form.set(name, event.currentTarget.value as T[typeof name])}
        />
      )}
    </FieldFrame>
  );
}

/** A phone number as people write it; the server reads it. The value is a string. */
export function PhoneField<T extends Values>(field: FieldProps<T>) {
  return <TextField {...field} type="tel" inputMode="tel" maxLength={32} placeholder="+998 90 123 45 67" />;
}

/** A whole number; the value is a number, or null while nothing is typed. */
export function NumberField<T extends Values>({ min, max, ...field }: FieldProps<T> & { min?: number; max?: number }) {
  const { of: form, name } = field;
  const value = form.values[name];
  return (
    <FieldFrame {...field}>
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          type="number"
          min={min}
          max={max}
          value={value === null || value === undefined ? "" : String(value)}
          onInput={({ currentTarget: { value: typed } }) =>
            form.set(name, (typed === "" ? null : Number(typed)) as T[typeof name])
          }
        />
      )}
    </FieldFrame>
  );
}

/** An amount of money; the value is in the minor unit (tiyin), or null while nothing is typed. */
export function MoneyField<T extends Values>({ currency, ...field }: FieldProps<T> & { currency: string }) {
  const words = useWords();
  const { of: form, name } = field;
  const value = (form.values[name] ?? null) as number | null;
  const [typed, setTyped] = useState(value === null ? "" : writeMoney(value, words));
  const shown = readMoney(typed) === value ? typed : value === null ? "" : writeMoney(value, words);
  return (
    <FieldFrame {...field}>
      {(control) => (
        <span class="money-input">
          <input
            {...control}
            class="number"
            inputMode="decimal"
            autocomplete="off"
            maxLength={20}
            value={shown}
            onInput={({ currentTarget: { value: text } }) => {
              setTyped(text);
              form.set(name, readMoney(text) as T[typeof name]);
            }}
            onBlur={() => setTyped(value === null ? typed : writeMoney(value, words))}
          />
          <span class="quiet" aria-hidden="true">
            {words.currency[currency] ?? currency}
          </span>
        </span>
      )}
    </FieldFrame>
  );
}
