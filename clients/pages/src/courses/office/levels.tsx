/** The levels that the centre teaches, the lowest first. */

import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { coursesWords } from "../catalogue/words/index.ts";
import type { Level } from "./course-data.ts";

type LevelRow = Level & { archived: boolean };

/** An archived level comes back when it is created with the same code. */
const create = ({ code, name, position }: Pick<Level, "code" | "name" | "position">, key?: string) =>
  talim.api.post("/courses/levels/", { body: { code, name, position }, ...(key ? { idempotencyKey: key } : {}) });

export function Levels() {
  const words = useWords();
  const texts = coursesWords.use();
  const { opened, open, close, changes, changed: reload, done } = useOpenedRow<LevelRow | "new">();
  const archived = (level: Level) => {
    const undo = () => void create(level).then(() => (showNotice(words.form.undone), reload()));
    showNotice(texts.levelArchived(level.code), { label: words.form.undo, run: undo });
    close();
    reload();
  };
  return (
    <>
      <h1>{words.office.nav.pages.levels}</h1>
      <DataTable<LevelRow>
        name="levels"
        label={words.office.nav.pages.levels}
        columns={[
          { id: "code", title: texts.code, cell: (row) => row.code, order: "code" },
          { id: "name", title: texts.title, cell: (row) => readTranslated(row.name) },
          { id: "position", title: texts.position, cell: (row) => row.position, number: true, order: "position" },
        ]}
        load={async (query, { gone }) => {
          const rows = await talim.api.get("/courses/levels/", { query: { ...query, archived: gone === "true" } });
          return { ...rows, results: rows.results.map((row) => ({ ...row, archived: gone === "true" })) };
        }}
        getKey={(row) => row.id}
        onOpen={open}
        filters={[
          {
            name: "gone",
            label: words.office.nav.pages.levels,
            options: [
              ["", texts.inUse],
              ["true", texts.outOfUse],
            ],
          },
        ]}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newLevel}
          </button>
        }
        empty={<Empty drawing="box" text={texts.noLevels} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.newLevel : opened.code} close={close}>
          {opened !== "new" && opened.archived ? (
            <ActButton
              word={texts.useAgain}
              class="main"
              act={(key) => create(opened, key)}
              onDone={() => done(words.form.saved)}
            />
          ) : (
            <LevelForm
              level={opened === "new" ? undefined : opened}
              onDone={() => done(words.form.saved)}
              close={close}
            />
          )}
          {opened === "new" || opened.archived ? null : (
            <ActButton
              word={texts.archiveLevel}
              class="plain"
              act={() => talim.api.delete("/courses/levels/{id}/", { path: { id: opened.id } })}
              onDone={() => archived(opened)}
            />
          )}
        </Drawer>
      ) : null}
    </>
  );
}

interface LevelFormProps {
  level: Level | undefined;
  onDone: () => void;
  close: () => void;
}

function LevelForm({ level, onDone, close }: LevelFormProps) {
  const words = useWords();
  const texts = coursesWords.use();
  const form = useForm({
    initial: {
      code: level?.code ?? "",
      name: { ...EMPTY_TRANSLATED, ...level?.name },
      position: (level?.position ?? 0) as number | null,
    },
    send: ({ code, name, position }, key) =>
      level
        ? talim.api.patch("/courses/levels/{id}/", { path: { id: level.id }, body: { name, position: position ?? 0 } })
        : create({ code: code.trim(), name, position: position ?? 0 }, key),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.level} close={close}>
      {level ? null : (
        <TextField of={form} name="code" label={texts.code} hint={texts.codeHelp} maxLength={8} required />
      )}
      <TranslatedField of={form} name="name" label={texts.title} />
      <NumberField
        of={form}
        name="position"
        label={texts.position}
        hint={texts.levelPositionHelp}
        min={0}
        max={10000}
        required
      />
    </Form>
  );
}
