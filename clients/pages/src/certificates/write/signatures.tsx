/** Who signs the certificates on paper, in one language at a time. */

import { FieldGroup } from "../../ui/form/form.tsx";
import { TextArea, TextField } from "../../ui/form/text-fields.tsx";
import type { FormState, Values } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { certificateWriteWords } from "./words/index.ts";
import { useWords, type Language } from "../../words/index.ts";
import { PictureField } from "./picture-field.tsx";
import { createSignature, MOST_SIGNATURES, type SignatureRow, type TemplateValues } from "./template-data.ts";

const MOST_CHARACTERS = 100;

interface Props {
  of: FormState<TemplateValues>;
  /** What is wrong, by path. */
  errors: Record<string, string>;
  language: Language;
}

export function Signatures({ of: form, errors, language }: Props) {
  const words = useWords();
  const texts = certificateWriteWords.use();
  const { signatures } = form.values;
  const put = (rows: SignatureRow[]) => form.set("signatures", rows);
  return (
    <FieldGroup title={texts.signatures}>
      {errors["signatures"] ? <p class="wrong">{errors["signatures"]}</p> : null}
      {signatures.map((row, place) => {
        const change = (changed: Partial<SignatureRow>) =>
          put(signatures.map((one) => (one.id === row.id ? { ...one, ...changed } : one)));
        const path = `signatures.${place}`;
        const [name, position] = [`${path}.name.${language}`, `${path}.position.${language}`];
        const view: FormState<Values> = {
          ...form,
          values: { [name]: row.name[language], [position]: row.position[language] },
          errors: { ...errors, ...(errors[`${path}.name`] ? { [name]: errors[`${path}.name`] ?? "" } : {}) },
          set: (field, value) =>
            change(
              field === name
                ? { name: { ...row.name, [language]: String(value) } }
                : { position: { ...row.position, [language]: String(value) } },
            ),
          require: (field) => [field, `${path}.name`, "signatures"].forEach((known) => form.require(known, false)),
        };
        const title = texts.signature(place + 1);
        return (
          <FieldGroup key={row.id} title={title}>
            <TextField
              of={view}
              name={name}
              label={texts.signer}
              maxLength={MOST_CHARACTERS}
              required={!Object.values(row.name).some(Boolean)}
            />
            <TextArea of={view} name={position} label={texts.position} rows={2} maxLength={MOST_CHARACTERS} />
            <PictureField
              name={`${path}.picture`}
              label={texts.signaturePicture}
              picture={row.picture}
              error={errors[`${path}.picture`]}
              set={(picture) => change({ picture })}
            />
            <button
              type="button"
              class="plain"
              aria-label={`${words.form.remove}: ${title}`}
              onClick={() => put(signatures.filter(({ id }) => id !== row.id))}
            >
              {words.form.remove}
            </button>
          </FieldGroup>
        );
      })}
      {signatures.length < MOST_SIGNATURES ? (
        <button type="button" onClick={() => put([...signatures, createSignature()])}>
          <Icon name="plus" /> {texts.addSignature}
        </button>
      ) : null}
    </FieldGroup>
  );
}
