/** Fields of the first-run form, each with its label and, after a refusal, with what is wrong with it. */

import { createContext } from "preact";
import { useContext, useId } from "preact/hooks";

/** What the server said about each field, by its name. */
export const FieldErrors = createContext<Record<string, string>>({});

interface FieldProps {
  name: string;
  label: string;
  value?: string;
  required?: boolean;
  maxLength?: number;
  autocomplete?: "off" | "organization" | "street-address" | "given-name" | "family-name" | "username";
  inputMode?: "numeric";
  list?: string;
  type?: "number";
  min?: number;
  max?: number;
}

export function Field({ name, label, value = "", ...input }: FieldProps) {
  const id = useId();
  const invalid = name in useContext(FieldErrors);
  return (
    <div>
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        defaultValue={value}
        autocapitalize={name === "login" ? "none" : undefined}
        spellcheck={false}
        aria-invalid={invalid}
        aria-describedby={invalid ? getErrorId(name) : undefined}
        {...input}
      />
      <ErrorText name={name} />
    </div>
  );
}

interface SelectProps {
  name: string;
  label: string;
  options: [string, string][];
  chosen: string;
  onChoose?: (value: string) => void;
}

export function Select({ name, label, options, chosen, onChoose }: SelectProps) {
  const id = useId();
  const invalid = name in useContext(FieldErrors);
  return (
    <div>
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        aria-invalid={invalid}
        aria-describedby={invalid ? getErrorId(name) : undefined}
        onChange={(event) => onChoose?.(event.currentTarget.value)}
      >
        {options.map(([value, word]) => (
          <option key={value} value={value} selected={value === chosen}>
            {word}
          </option>
        ))}
      </select>
      <ErrorText name={name} />
    </div>
  );
}

interface CheckProps {
  name: string;
  value: string;
  label: string;
  checked: boolean;
  lang?: string;
}

export function Check({ name, value, label, checked, lang }: CheckProps) {
  return (
    <label class="check" lang={lang}>
      <input type="checkbox" name={name} value={value} defaultChecked={checked} />
      {label}
    </label>
  );
}

/** What is wrong with this field, if anything. */
export function ErrorText({ name }: { name: string }) {
  const message = useContext(FieldErrors)[name];
  return message ? (
    <p id={getErrorId(name)} class="wrong small">
      {message}
    </p>
  ) : null;
}

function getErrorId(name: string): string {
  return `wrong-${name}`;
}
