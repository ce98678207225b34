/** What was seen of a child: words, up to five skills, and whether the family reads it. */

import { talim } from "../../talim.ts";
import { CheckField } from "../../ui/form/choice-fields.tsx";
import { FieldFrame } from "../../ui/form/field.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm, type FormState } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { kidsTeacherWords } from "./words/index.ts";
import { nameSkill, type Observation, type Skill } from "./data.ts";

const MOST_SKILLS = 5;
type Fields = { text: string; skills: string[]; for_family: boolean };

interface ObservationFormProps {
  child: string;
  /** Absent for a new one. */
  of: Observation | undefined;
  close: () => void;
  onDone: () => void;
}

export function ObservationForm({ child, of: row, close, onDone }: ObservationFormProps) {
  const texts = kidsTeacherWords.use();
  const all = useLoad(() => talim.api.get("/skills/", {}), []);
  const form = useForm<Fields, unknown>({
    initial: {
      text: row?.text ?? "",
      skills: row?.skills.map(({ id }) => id) ?? [],
      for_family: row?.for_family ?? false,
    },
    ...(row ? {} : { draft: `observation ${child}` }),
    send: (body, idempotencyKey) =>
      row
        ? talim.api.patch("/children/{id}/observations/{observation_id}/", {
            path: { id: child, observation_id: row.id },
            body,
          })
        : talim.api.post("/children/{id}/observations/", { path: { id: child }, body, idempotencyKey }),
    onDone,
  });
  return (
    <Form of={form} word={texts.save} label={row ? texts.change : texts.write} close={close}>
      <TextArea of={form} name="text" label={texts.text} rows={5} maxLength={2000} required />
      <Loading of={all}>
        {({ skills }) => (
          <SkillsField
            of={form}
            skills={[
              ...(row?.skills ?? []),
              ...skills.filter(({ kind, id }) => kind !== "area" && !row?.skills.some((one) => one.id === id)),
            ]}
          />
        )}
      </Loading>
      <CheckField of={form} name="for_family" label={texts.forFamilyField} hint={texts.forFamilyHint} />
    </Form>
  );
}

/** Chosen one after the other; those that were chosen stand above. */
function SkillsField({ of: form, skills }: { of: FormState<Fields>; skills: Skill[] }) {
  const texts = kidsTeacherWords.use();
  const chosen = form.values.skills;
  const names = new Map(skills.map((skill) => [skill.id, nameSkill(skill)]));
  const isFull = chosen.length >= MOST_SKILLS;
  return (
    <FieldFrame of={form} name="skills" label={texts.skills} hint={texts.skillsHint}>
      {(control) => (
        <>
          {chosen.length ? (
            <ul class="pills">
              {chosen.map((id) => (
                <li key={id} class="pill">
                  {names.get(id)}
                  <button
                    type="button"
                    class="plain"
                    aria-label={texts.removeSkill(names.get(id) ?? "")}
                    onClick={() =>
                      form.set(
                        "skills",
                        chosen.filter((other) => other !== id),
                      )
                    }
                  >
                    ×
                  </button>
                </li>
              ))}
            </ul>
          ) : null}
          <select
            {...control}
            value=""
            disabled={isFull}
            onChange={({ currentTarget: { value } }) => value && form.set("skills", [...chosen, value])}
          >
            <option value="">{texts.chooseSkill}</option>
            {skills
              .filter(({ id }) => !chosen.includes(id))
              .map(({ id }) => (
                <option key={id} value={id}>
                  {names.get(id)}
                </option>
              ))}
          </select>
        </>
      )}
    </FieldFrame>
  );
}
