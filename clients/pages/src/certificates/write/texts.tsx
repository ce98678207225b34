/** The texts of a template in one language, with the fields to put into them. */

import { useRef, useState } from "preact/hooks";
import { FieldGroup } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import type { FormState, Values } from "../../ui/form/use-form.ts";
import { certificateWriteWords } from "./words/index.ts";
import type { Language } from "../../words/index.ts";
import { FIELDS, SLOTS, type Slot, type TemplateValues } from "./template-data.ts";

const MOST_CHARACTERS = 400;

interface Props {
  of: FormState<TemplateValues>;
  /** What is wrong, by path. */
  errors: Record<string, string>;
  language: Language;
}

export function TemplateTexts({ of: form, errors, language }: Props) {
  const texts = certificateWriteWords.use();
  const [slot, setSlot] = useState<Slot>("statement");
  const group = useRef<HTMLDivElement>(null);
  const write = (place: Slot, text: string) =>
    form.set("texts", { ...form.values.texts, [place]: { ...form.values.texts[place], [language]: text } });
  const view: FormState<Values> = {
    ...form,
    values: Object.fromEntries(SLOTS.map((place) => [getPath(place, language), form.values.texts[place][language]])),
    errors: Object.fromEntries(
      SLOTS.flatMap((place) => {
        const text = errors[getPath(place, language)] ?? errors[`texts.${place}`];
        return text ? [[getPath(place, language), text]] : [];
      }),
    ),
    set: (path, value) => write(path.split(".")[1] as Slot, String(value)),
    // What stands at a field is also what is wrong with its text in every language.
    require: (name) =>
      [name, name.split(".").slice(0, 2).join("."), "texts"].forEach((path) => form.require(path, false)),
  };
  const insert = (field: string) => {
    const area = group.current?.querySelector<HTMLTextAreaElement>(`textarea[name="${getPath(slot, language)}"]`);
    if (!area) return;
    const at = area.selectionStart + field.length + 2;
    write(slot, `${area.value.slice(0, area.selectionStart)}{${field}}${area.value.slice(area.selectionEnd)}`);
    setTimeout(() => {
      area.focus();
      area.setSelectionRange(at, at);
    });
  };
  const focused = ({ target }: FocusEvent) => {
    const name = target instanceof HTMLTextAreaElement ? target.name.split(".")[1] : undefined;
    if (name) setSlot(name as Slot);
  };
  return (
    <FieldGroup title={texts.texts}>
      <p class="quiet">{texts.textsHelp}</p>
      <div ref={group} onFocusCapture={focused}>
        <div class="insert-fields" role="group" aria-label={texts.insert(texts.slots[slot] ?? slot)}>
          <span>{texts.insert(texts.slots[slot] ?? slot)}</span>
          {FIELDS.map((field) => (
            <button key={field} type="button" onClick={() => insert(field)}>
              {texts.fields[field]}
            </button>
          ))}
        </div>
        {errors["texts"] ? (
          <p class="wrong" role="alert">
            {errors["texts"]}
          </p>
        ) : null}
        {SLOTS.map((place) => (
          <TextArea
            key={`${place} ${language}`}
            of={view}
            name={getPath(place, language)}
            label={texts.slots[place] ?? place}
            rows={place === "details" ? 3 : 2}
            maxLength={MOST_CHARACTERS}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

function getPath(slot: Slot, language: Language): string {
  return `texts.${slot}.${language}`;
}
