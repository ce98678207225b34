/** A field for date and time on the clocks of the person's zone. */

import { FieldFrame, type FieldProps } from "./form/field.tsx";
import type { Values } from "./form/use-form.ts";
import type { Words } from "../words/index.ts";
import { parseFieldValue } from "./datetime-field.ts";

/** The value of a field whose date is not complete. */
const INCOMPLETE = "incomplete";

/** The value is what the browser's field holds ("2026-11-21T18:00"), "" for none; `findMomentError` says what is wrong with it. */
export function MomentField<T extends Values>(field: FieldProps<T>) {
  const { of: form, name } = field;
  const value = String(form.values[name] ?? "");
  return (
    <FieldFrame {...field}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          // What is half typed has no value: the field keeps it only while nobody sets one.
          {...(value === INCOMPLETE ? {} : { value })}
          onInput={({ currentTarget: input }) =>
            form.set(name, (input.validity.badInput ? INCOMPLETE : input.value) as T[typeof name])
          }
          onBlur={({ currentTarget: input }) => input.validity.badInput && form.set(name, INCOMPLETE as T[typeof name])}
        />
      )}
    </FieldFrame>
  );
}

/** Why a homework cannot end at this moment; undefined where it can. */
export function findMomentError(value: string, zone: string, words: Words): string | undefined {
  if (value === INCOMPLETE) return words.teacher.give.halfTyped;
  const moment = parseFieldValue(value, zone);
  return moment && Date.parse(moment) < Date.now() ? words.teacher.give.past : undefined;
}
