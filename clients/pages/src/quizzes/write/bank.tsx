/** A question bank: its questions, its files, its name. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { hasPermission } from "../../office/permissions.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad, type Loaded } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { transferWords } from "../../course_transfers/words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { BankExport } from "./bank-export.tsx";
import { BankFiles } from "./bank-files.tsx";
import { BankImport } from "./bank-import.tsx";
import { KINDS, LEVELS, type QuestionKind } from "./question-data.ts";

type Bank = Answer<"/quizzes/banks/{id}/", "get">;
type Row = Answer<"/quizzes/banks/{id}/questions/", "get">["results"][number];

/** Whether this person may change the bank. */
export function canWriteBank(me: Person, { course }: Pick<Bank, "course">): boolean {
  return course !== null || hasPermission(me, "quizzes.manage");
}

export function BankPage({ me, values: { id = "" } }: PageProps) {
  const bank = useLoad(() => talim.api.get("/quizzes/banks/{id}/", { path: { id } }), [id]);
  return <Loading of={bank}>{(value) => <BankDesk me={me} bank={value} loaded={bank} />}</Loading>;
}

function BankDesk({ me, bank, loaded }: { me: Person; bank: Bank; loaded: Loaded<Bank> }) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const transfers = transferWords.use();
  const { opened, open, close, changes, changed, done } = useOpenedRow<
    "new" | "files" | "name" | "import" | "export"
  >();
  const [tags, setTags] = useState<string[]>([]);
  const writes = canWriteBank(me, bank);
  const path = { id: bank.id };
  const toOptions = (labels: Record<string, string>): [string, string][] => [
    ["", texts.all],
    ...Object.entries(labels),
  ];
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, texts.kinds[kind]]));
  return (
    <>
      <p>
        <Link to="banks">{words.teacher.nav.banks}</Link>
      </p>
      <h1>{bank.name}</h1>
      {writes ? null : <p class="quiet">{texts.readOnlyBank}</p>}
      <div class="buttons">
        {writes ? (
          <>
            <button type="button" onClick={() => open("files")}>
              {texts.files}
            </button>
            <button type="button" onClick={() => open("name")}>
              {texts.rename}
            </button>
            <button type="button" onClick={() => open("import")}>
              {transfers.importTitle}
            </button>
          </>
        ) : null}
        <button type="button" onClick={() => open("export")}>
          {transfers.exportTitle}
        </button>
      </div>
      <DataTable<Row>
        name="bank-questions"
        label={texts.questions}
        columns={[
          { id: "name", title: texts.question, cell: (row) => row.name, order: "name" },
          { id: "kind", title: texts.kind, cell: (row) => texts.kinds[row.kind] },
          { id: "level", title: texts.level, cell: (row) => row.level || "—" },
          {
            id: "skill",
            title: texts.skill,
            cell: (row) => (row.skill ? texts.skills[row.skill] : "—"),
            optional: "narrow",
          },
          { id: "tags", title: texts.tags, cell: (row) => row.tags.join(", ") || "—" },
          { id: "points", title: texts.points, cell: (row) => row.points, number: true },
          {
            id: "difficulty",
            title: texts.difficulty,
            cell: (row) => row.difficulty ?? "—",
            number: true,
            order: "difficulty",
            optional: true,
          },
        ]}
        load={async (query, { kind, level, skill, tag }) => {
          const filters = {
            ...(kind ? { kind: kind as QuestionKind } : {}),
            ...(level ? { level: level as Row["level"] } : {}),
            ...(skill ? { skill: skill as Row["skill"] } : {}),
            ...(tag ? { tag } : {}),
          };
          const page = await talim.api.get("/quizzes/banks/{id}/questions/", { path, query: { ...query, ...filters } });
          setTags((known) =>
            [...new Set([...known, ...(tag ? [tag] : []), ...page.results.flatMap((row) => row.tags)])].sort(),
          );
          return page;
        }}
        getKey={(row) => row.id}
        onOpen={(row) => navigate(`question/${row.id}`)}
        search={texts.findQuestion}
        filters={[
          { name: "kind", label: texts.kind, options: toOptions(kinds) },
          {
            name: "level",
            label: texts.level,
            options: toOptions(Object.fromEntries(LEVELS.map((level) => [level, level]))),
          },
          { name: "skill", label: texts.skill, options: toOptions(texts.skills) },
          ...(tags.length
            ? [{ name: "tag", label: texts.tag, options: toOptions(Object.fromEntries(tags.map((tag) => [tag, tag]))) }]
            : []),
        ]}
        acts={
          writes ? (
            <button type="button" class="main" onClick={() => open("new")}>
              {texts.newQuestion}
            </button>
          ) : null
        }
        empty={<Empty drawing="box" text={texts.noQuestions} />}
        on={[bank.id, changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.newQuestion} close={close}>
          <ul class="rows question-kinds">
            {KINDS.map((kind) => (
              <li key={kind}>
                <button
                  type="button"
                  class="plain"
                  onClick={() => navigate(`question/new?bank=${bank.id}&kind=${kind}`)}
                >
                  <strong>{texts.kinds[kind]}</strong>
                  <span class="quiet small">{texts.kindHelp[kind]}</span>
                </button>
              </li>
            ))}
          </ul>
        </Drawer>
      ) : opened === "files" ? (
        <Drawer title={texts.files} close={close} holdsBack>
          <BankFiles bank={bank.id} />
        </Drawer>
      ) : opened === "import" ? (
        <Drawer title={transfers.importTitle} close={close} holdsBack>
          <BankImport
            bank={bank.id}
            onDone={() => {
              close();
              changed();
              loaded.reload();
            }}
          />
        </Drawer>
      ) : opened === "export" ? (
        <Drawer title={transfers.exportTitle} close={close} holdsBack>
          <BankExport bank={bank.id} />
        </Drawer>
      ) : opened === "name" ? (
        <Drawer title={texts.rename} close={close} holdsBack>
          <RenameBank
            bank={bank}
            onDone={(changed) => {
              loaded.replace(changed);
              done(words.form.saved);
            }}
            close={close}
          />
          <ActButton
            word={texts.deleteBank}
            question={<p>{texts.deleteBankQuestion(bank.question_count)}</p>}
            act={() => talim.api.delete("/quizzes/banks/{id}/", { path })}
            onDone={() => {
              showNotice(texts.deleted(bank.name));
              navigate("banks");
            }}
          />
        </Drawer>
      ) : null}
    </>
  );
}

function RenameBank({ bank, onDone, close }: { bank: Bank; onDone: (bank: Bank) => void; close: () => void }) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const form = useForm({
    initial: { name: bank.name },
    send: (body) => talim.api.patch("/quizzes/banks/{id}/", { path: { id: bank.id }, body }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.rename} close={close}>
      <TextField of={form} name="name" label={texts.name} required />
    </Form>
  );
}
