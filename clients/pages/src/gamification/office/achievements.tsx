/** Achievements: what is counted, from which number on, and the coins that come with it. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { shopWords } from "./words/index.ts";

type Achievement = Answer<"/gamification/achievements/catalog/", "get">["results"][number];
type Fields = {
  code: string;
  name: Translated;
  description: Translated;
  counter: string;
  threshold: number | null;
  coins: number | null;
};

export function Achievements() {
  const words = useWords();
  const texts = shopWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Achievement | "new">();
  return (
    <>
      <h1>{texts.achievements}</h1>
      <DataTable<Achievement>
        name="achievements"
        label={texts.achievements}
        columns={[
          { id: "name", title: texts.name, cell: (row) => readTranslated(row.name) },
          { id: "counted", title: texts.counter, cell: (row) => row.counted },
          { id: "threshold", title: texts.threshold, cell: (row) => row.threshold, number: true },
          { id: "coins", title: texts.amount, cell: (row) => row.coins, number: true },
        ]}
        load={(query) => talim.api.get("/gamification/achievements/catalog/", { query })}
        getKey={(row) => row.id}
        onOpen={open}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newAchievement}
          </button>
        }
        empty={<Empty drawing="box" text={texts.noAchievements} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.newAchievement : readTranslated(opened.name)} close={close}>
          <Editor
            achievement={opened === "new" ? undefined : opened}
            onDone={done}
            saved={words.form.saved}
            close={close}
          />
        </Drawer>
      ) : null}
    </>
  );
}

interface EditorProps {
  achievement: Achievement | undefined;
  onDone: (text: string) => void;
  saved: string;
  close: () => void;
}

function Editor({ achievement, onDone, saved, close }: EditorProps) {
  const words = useWords();
  const texts = shopWords.use();
  const counters = useLoad(() => talim.api.get("/gamification/achievements/counters/"), []).value?.counters ?? [];
  const path = { id: achievement?.id ?? "" };
  const initial: Fields = {
    code: achievement?.code ?? "",
    name: { ...EMPTY_TRANSLATED, ...achievement?.name },
    description: { ...EMPTY_TRANSLATED, ...achievement?.description },
    counter: achievement?.counter ?? "",
    threshold: achievement?.threshold ?? null,
    coins: achievement?.coins ?? 0,
  };
  const form = useForm<Fields, unknown>({
    initial,
    send: ({ code, name, description, counter, threshold, coins }) => {
      const texted = { name, description, coins: coins ?? 0 };
      const counted = { counter, threshold: threshold ?? 0 };
      if (!achievement)
        return talim.api.post("/gamification/achievements/catalog/", { body: { code, ...texted, ...counted } });
      // Once a pupil has it, what is counted is fixed, so it is only sent when it was changed.
      const isCountChanged = counter !== achievement.counter || threshold !== achievement.threshold;
      return talim.api.patch("/gamification/achievements/catalog/{id}/", {
        path,
        body: { ...texted, ...(isCountChanged ? counted : {}) },
      });
    },
    onDone: () => onDone(saved),
  });
  return (
    <>
      <Form of={form} word={words.form.save} label={texts.achievements} close={close}>
        {achievement ? null : (
          <TextField of={form} name="code" label={texts.code} hint={texts.codeHelp} maxLength={40} required />
        )}
        <TranslatedField of={form} name="name" label={texts.name} required />
        <TranslatedField of={form} name="description" label={texts.description} rows={2} />
        <SelectField
          of={form}
          name="counter"
          label={texts.counter}
          options={counters.map(({ name, text }) => ({ value: name, label: text }))}
          required
        />
        <FieldRow>
          <NumberField of={form} name="threshold" label={texts.threshold} min={1} required />
          <NumberField of={form} name="coins" label={texts.amount} min={0} required />
        </FieldRow>
      </Form>
      {achievement ? (
        <ActButton
          word={texts.archiveAchievement}
          act={() => talim.api.patch("/gamification/achievements/catalog/{id}/", { path, body: { archived: true } })}
          onDone={() => onDone(texts.archivedAchievement)}
        />
      ) : null}
    </>
  );
}
