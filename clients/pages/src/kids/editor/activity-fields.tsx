/** An activity for small children in the editor of a course: its kind, what is heard first, what is right, its skill. */

import { useRef } from "preact/hooks";
import type { BlockFieldsProps } from "../../learning/editor/block-fields-props.ts";
import { asForm } from "../../learning/editor/block-form.ts";
import { talim } from "../../talim.ts";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { TranslatedField, readTranslated } from "../../ui/form/translated-field.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { activityWords } from "./words/index.ts";
import { DeskContext, useDesk, type ActivityDesk } from "./desk.ts";
import { changeKind, INSTRUCTIONS, keepUsedFiles, KINDS, readDraft, type ActivityDraftBlock } from "./draft.ts";
import { KindFields } from "./kind-fields.tsx";
import { SoundField } from "./sound-field.tsx";
import type { ActivityKind } from "../play-types.ts";

type Props = Omit<BlockFieldsProps, "block"> & { block: ActivityDraftBlock };

export function ActivityFields({ block, change, course, files, onFile, errors }: Props) {
  const texts = activityWords.use();
  // A file may arrive long after it was chosen: what was written meanwhile stays.
  const latest = useRef(block);
  latest.current = block;
  const activity = readDraft(block);
  const put: ActivityDesk["change"] = (update, more = {}) => {
    const now = latest.current;
    const changed = update(readDraft(now));
    latest.current = { ...now, activity: changed, files: keepUsedFiles(changed, { ...now.files, ...more }) };
    change(latest.current);
  };
  const desk: ActivityDesk = { course, named: block.files, files, errors, change: put, onFile };
  const { sound, text } = activity.instruction;
  const phrases = INSTRUCTIONS.map((name) => ({ value: name, label: texts.phrases[name] ?? name }));
  return (
    <DeskContext.Provider value={desk}>
      <SelectField
        of={asForm(
          { kind: activity.kind as string },
          ({ kind }) => kind && put((now) => changeKind(now, kind as ActivityKind)),
        )}
        name="kind"
        label={texts.kind}
        options={KINDS.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
        required
      />
      <SoundField
        label={texts.instruction}
        sound={sound}
        options={phrases}
        onPick={(chosen, more) => put((now) => ({ ...now, instruction: { ...now.instruction, sound: chosen } }), more)}
      />
      {sound.startsWith("file:") ? (
        <TranslatedField
          of={asForm({ text }, (values) =>
            put((now) => ({ ...now, instruction: { ...now.instruction, text: values.text } })),
          )}
          name="text"
          label={texts.instructionText}
          maxLength={300}
        />
      ) : null}
      <KindFields activity={activity} />
      <SkillField skill={activity.skill} />
      {errors["activity"] && !Object.keys(errors).some((field) => FIELDS.has(field)) ? (
        <p class="wrong">{errors["activity"]}</p>
      ) : null}
      <p class="quiet small">{texts.lookHelp}</p>
    </DeskContext.Provider>
  );
}

/** One skill of those that the lesson trains, or all of them. */
function SkillField({ skill }: { skill: string }) {
  const texts = activityWords.use();
  const { change, errors } = useDesk();
  const skills = useLoad(() => talim.api.get("/skills/", {}), []);
  const form = asForm(
    { skill },
    (values) => change((now) => ({ ...now, skill: values.skill })),
    errors["activity.skill"] ? { skill: errors["activity.skill"] } : {},
  );
  return (
    <Loading of={skills}>
      {(found) => {
        const named = found.skills
          .filter(({ kind }) => kind !== "area")
          .map(({ code, name }) => ({ value: code, label: readTranslated(name) }));
        return (
          <SelectField
            of={form}
            name="skill"
            label={texts.skill}
            options={[{ value: "", label: texts.allSkills }, ...named]}
          />
        );
      }}
    </Loading>
  );
}

/** Errors that stand beside a field of their own. */
const FIELDS = new Set([
  "activity.items",
  "activity.targets",
  "activity.pairs",
  "activity.number",
  "activity.choices",
  "activity.skill",
]);
