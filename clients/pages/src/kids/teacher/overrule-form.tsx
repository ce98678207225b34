/** What a level comes from, and a teacher's own word on it, with a reason. */

import { formatDate } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { kidsTeacherWords } from "./words/index.ts";
import type { Level, MapCell, OpenedCell } from "./data.ts";

const LEVELS: Level[] = ["low", "medium", "high", "mastered"];

interface OverruleFormProps {
  of: OpenedCell;
  me: Person;
  close: () => void;
  onDone: () => void;
}

export function OverruleForm({ of: { child, skill, cell }, me, close, onDone }: OverruleFormProps) {
  const texts = kidsTeacherWords.use();
  const path = { id: child.id, skill_id: skill.id };
  const form = useForm<{ level: Level | ""; reason: string }, unknown>({
    initial: { level: "", reason: "" },
    send: ({ level, reason }) =>
      talim.api.put("/children/{id}/skills/{skill_id}/", { path, body: { level: level as Level, reason } }),
    onDone,
  });
  const withdraw = () => talim.api.delete("/children/{id}/skills/{skill_id}/", { path });
  return (
    <>
      {cell ? <Facts of={cell} me={me} /> : <p>{texts.levels.none}</p>}
      {cell?.facts.overruled ? <ActButton word={texts.withdraw} act={withdraw} onDone={onDone} /> : null}
      <h3>{texts.overrule}</h3>
      <p class="quiet">{texts.overruleHelp}</p>
      <Form of={form} word={texts.save} label={texts.overrule} close={close}>
        <ChoiceField
          of={form}
          name="level"
          label={texts.level}
          options={LEVELS.map((value) => ({ value, label: texts.levels[value] }))}
          required
        />
        <TextArea of={form} name="reason" label={texts.reason} maxLength={500} required />
      </Form>
    </>
  );
}

function Facts({ of: { words: told, facts }, me }: { of: MapCell; me: Person }) {
  const words = useWords();
  const texts = kidsTeacherWords.use();
  return (
    <>
      <p>
        <b>{told}</b>
      </p>
      <p class="quiet">
        {texts.answers(facts.answers, facts.days)}
        {facts.last_on ? ` · ${texts.lastOn(formatDate(facts.last_on, me.zone, words))}` : ""}
      </p>
      {facts.overruled ? (
        <p>
          {texts.said(facts.overruled_by?.full_name ?? texts.somebody, texts.levels[facts.overruled])} {facts.reason}
        </p>
      ) : null}
    </>
  );
}
