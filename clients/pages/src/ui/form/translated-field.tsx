/** A text in up to three languages, the reader's own first. */

import { LANGUAGES, getLanguage, type Language } from "../../words/index.ts";
import { FieldGroup } from "./form.tsx";
import { TextArea, TextField } from "./text-fields.tsx";
import type { FormState, Values } from "./use-form.ts";

export type Translated = Record<Language, string>;

export const EMPTY_TRANSLATED: Translated = { uz: "", ru: "", en: "" };

interface TranslatedFieldProps<T extends Values> {
  of: FormState<T>;
  /** The value is a `Translated`. */
  name: keyof T & string;
  label: string;
  /** The reader's language must be filled in. */
  required?: boolean;
  /** So many lines; without it one. */
  rows?: number;
  maxLength?: number;
}

export function TranslatedField<T extends Values>({
  of: form,
  name,
  label,
  required = false,
  rows,
  maxLength = 200,
}: TranslatedFieldProps<T>) {
  const own = getLanguage();
  const languages = [own, ...(Object.keys(LANGUAGES) as Language[]).filter((language) => language !== own)];
  const texts = form.values[name] as Translated;
  const at = (language: Language) => `${name}.${language}`;
  const values = Object.fromEntries(languages.map((language) => [at(language), texts[language] ?? ""]));
  const general = form.errors[name];
  const view: FormState<Values> = {
    ...form,
    values,
    errors: general ? { ...form.errors, [at(own)]: general } : form.errors,
    set: (field, value) => form.set(name, { ...texts, [field.slice(name.length + 1)]: value } as T[typeof name]),
    // The form knows the text as a whole.
    require: () => form.require(name, required),
  };
  return (
    <FieldGroup title={label}>
      {languages.map((language) => {
        const field = {
          of: view,
          name: at(language),
          label: LANGUAGES[language],
          required: required && language === own,
          maxLength,
        };
        return rows ? <TextArea key={language} {...field} rows={rows} /> : <TextField key={language} {...field} />;
      })}
    </FieldGroup>
  );
}

/** The text in the reader's language, or in another one that has it. */
export function readTranslated(texts: Partial<Record<string, string>>): string {
  return texts[getLanguage()] || texts["uz"] || texts["ru"] || texts["en"] || "";
}
