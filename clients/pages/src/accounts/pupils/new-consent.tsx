/** A consent that a parent of a new pupil has signed on paper. */

import { DateField } from "../../ui/form/choice-fields.tsx";
import { FieldFrame } from "../../ui/form/field.tsx";
import { FileInput } from "../../ui/form/file-input.tsx";
import { FieldGroup, FieldRow } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import type { FormState } from "../../ui/form/use-form.ts";
import { pupilsWords } from "./words/index.ts";
import type { EnrolValues } from "./enrolment.ts";
import { CONSENTS, PHOTO_TYPES, type ConsentKind } from "./papers.tsx";
import type { Paper } from "./paper.ts";

interface Props {
  of: FormState<EnrolValues>;
  paper: Paper;
  setPaper: (paper: Paper) => void;
}

export function ConsentFields({ of: form, paper, setPaper }: Props) {
  const { enrol: texts, papers } = pupilsWords.use();
  const toggle = (kind: ConsentKind, on: boolean) =>
    setPaper({ ...paper, kinds: CONSENTS.filter((other) => (other === kind ? on : paper.kinds.includes(other))) });
  const choose = (file: File | null) => {
    setPaper({ ...paper, file });
    form.set("file", file?.name ?? "");
  };
  return (
    <FieldGroup title={texts.consent}>
      <p class="quiet">{texts.consentHelp}</p>
      <div class="field" role="group" aria-label={texts.consentFor}>
        <span class="label">{texts.consentFor}</span>
        <div class="checks">
          {CONSENTS.map((kind) => (
            <label key={kind} class="check">
              <input
                type="checkbox"
                checked={paper.kinds.includes(kind)}
                onChange={(event) => toggle(kind, event.currentTarget.checked)}
              />
              {papers.kinds[kind]}
            </label>
          ))}
        </div>
      </div>
      {paper.kinds.length ? (
        <>
          <FieldRow>
            <TextField of={form} name="signed_by" label={texts.signedBy} maxLength={160} required />
            <DateField of={form} name="signed_on" label={papers.signedOn} required />
          </FieldRow>
          <FieldFrame of={form} name="file" label={texts.photo} hint={papers.photoHelp} required>
            {(control) => (
              <FileInput
                {...control}
                accept={PHOTO_TYPES}
                onChange={(event) => choose(event.currentTarget.files?.[0] ?? null)}
              />
            )}
          </FieldFrame>
        </>
      ) : null}
    </FieldGroup>
  );
}
