/** A skill: its place in the tree, its name in three languages, its picture, and what comes before it. */

import { PICTURE_GROUPS, usePictureNames } from "../editor/picture-names.ts";
import { talim } from "../../talim.ts";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickManyField, type FindPicks, type Pick } from "../../ui/form/pick-field.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { skillsWords } from "./words/index.ts";
import { listParents, nameSkill, type Skill } from "./skill-data.ts";

const PICTURES = Object.values(PICTURE_GROUPS).flat();
/** How many fitting skills are shown below what is typed. */
const MOST_FOUND = 12;

/** An interface would have no index of its own. */
type Fields = { code: string; parent: string; name: Translated; icon: string; position: number | null; needs: Pick[] };

interface SkillFormProps {
  /** Absent for a new one. */
  skill: Skill | undefined;
  skills: Skill[];
  close: () => void;
  onDone: () => void;
}

export function SkillForm({ skill, skills, close, onDone }: SkillFormProps) {
  const words = useWords();
  const texts = skillsWords.use();
  const nameOf = usePictureNames();
  const toPick = (one: Skill): Pick => ({ id: one.id, label: nameSkill(one), detail: one.code });
  const form = useForm<Fields, unknown>({
    initial: {
      code: skill?.code ?? "",
      parent: skill?.parent ?? "",
      name: { ...EMPTY_TRANSLATED, ...skill?.name },
      icon: skill?.icon ?? "",
      position: skill?.position ?? 0,
      needs: skills.filter(({ id }) => skill?.needs.includes(id)).map(toPick),
    },
    send: ({ code, parent, name, icon, position, needs }) => {
      const place = parent ? { parent, needs: needs.map(({ id }) => id) } : {};
      const body = { name, icon, position: position ?? 0, ...place };
      return skill
        ? talim.api.patch("/skills/{id}/", { path: { id: skill.id }, body })
        : talim.api.post("/skills/", { body: { code: code.trim(), ...body } });
    },
    onDone,
  });
  const findNeeds: FindPicks = async (typed) =>
    skills
      .filter(({ kind, id, archived_at: gone }) => kind !== "area" && id !== skill?.id && !gone)
      .filter((one) => [nameSkill(one), one.code].some((text) => text.toLowerCase().includes(typed.toLowerCase())))
      .slice(0, MOST_FOUND)
      .map(toPick);
  const parents = listParents(skills, skill).map((one) => ({
    value: one.id,
    label: one.kind === "area" ? nameSkill(one) : texts.stepOf(nameSkill(one)),
  }));
  // A picture that is not of the platform is kept.
  const pictures = skill?.icon && !PICTURES.includes(skill.icon) ? [skill.icon, ...PICTURES] : PICTURES;
  return (
    <Form of={form} word={words.form.save} label={skill ? nameSkill(skill) : texts.newSkill} close={close}>
      {skill ? null : (
        <TextField of={form} name="code" label={texts.code} hint={texts.codeHelp} maxLength={60} required />
      )}
      {skill?.kind === "area" ? null : (
        <SelectField
          of={form}
          name="parent"
          label={texts.place}
          options={[...(skill ? [] : [{ value: "", label: texts.noParent }]), ...parents]}
          required={Boolean(skill)}
        />
      )}
      <TranslatedField of={form} name="name" label={texts.name} required />
      <FieldRow>
        <SelectField
          of={form}
          name="icon"
          label={texts.picture}
          options={[
            { value: "", label: texts.noPicture },
            ...pictures.map((value) => ({ value, label: nameOf(value) || value })),
          ]}
        />
        <NumberField
          of={form}
          name="position"
          label={texts.position}
          hint={texts.positionHelp}
          min={0}
          max={10000}
          required
        />
      </FieldRow>
      {form.values.parent ? (
        <PickManyField of={form} name="needs" label={texts.needs} hint={texts.needsHelp} find={findNeeds} />
      ) : null}
    </Form>
  );
}
