/** When a module or a lesson opens: on a day, some days after the start, after another lesson. All that is filled in must hold. */

import { parseFieldValue, toFieldValue } from "../../ui/datetime-field.ts";
import { MomentField } from "../../ui/moment-field.tsx";
import { SelectField, type Option } from "../../ui/form/choice-fields.tsx";
import { FieldGroup } from "../../ui/form/form.tsx";
import { NumberField } from "../../ui/form/text-fields.tsx";
import type { FormState } from "../../ui/form/use-form.ts";
import { editorWords } from "./words/index.ts";
import type { OpeningRule } from "./data.ts";

export interface OpeningValues {
  [name: string]: unknown;
  at: string;
  days: number | null;
  after: string;
}

export function toOpeningValues(rules: OpeningRule[], zone: string): OpeningValues {
  const find = (name: OpeningRule["rule"]) => rules.find(({ rule }) => rule === name);
  return {
    at: toFieldValue(find("on_date")?.at ?? null, zone),
    days: find("after_days")?.days ?? null,
    after: find("after_lesson")?.lesson ?? "",
  };
}

/** Rules of what was typed; further rules of one kind, which only REST makes, stay. */
export function toOpeningRules({ at, days, after }: OpeningValues, before: OpeningRule[], zone: string): OpeningRule[] {
  const moment = parseFieldValue(at, zone);
  const seen = new Set<string>();
  const further = before.filter(({ rule }) => seen.has(rule) || !seen.add(rule));
  const none = { at: null, days: null, lesson: null };
  return [
    ...(moment ? [{ ...none, rule: "on_date" as const, at: moment }] : []),
    ...(days ? [{ ...none, rule: "after_days" as const, days }] : []),
    ...(after ? [{ ...none, rule: "after_lesson" as const, lesson: after }] : []),
    ...further,
  ];
}

export function OpeningFields<T extends OpeningValues>({ of: form, lessons }: { of: FormState<T>; lessons: Option[] }) {
  const texts = editorWords.use();
  return (
    <FieldGroup title={texts.opens}>
      <p class="hint quiet">{texts.opensHelp}</p>
      <MomentField of={form} name="at" label={texts.opensOn} />
      <NumberField of={form} name="days" label={texts.opensAfterDays} min={1} max={1000} />
      <SelectField
        of={form}
        name="after"
        label={texts.opensAfterLesson}
        options={[{ value: "", label: texts.noLesson }, ...lessons]}
      />
    </FieldGroup>
  );
}
