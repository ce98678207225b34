/** The stages of a branch: added, renamed in three languages, ordered, archived. */

import { useRef, useState } from "preact/hooks";
import { useSortable } from "../learning/editor/sortable.ts";
import { retryAfterSignIn } from "../retry-after-sign-in.ts";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { Form } from "../ui/form/form.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../ui/form/translated-field.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { useBranches } from "../office/branches.ts";
import { fetchStages, type Stage } from "./data.ts";

export function LeadStages() {
  const texts = leadsWords.use();
  const { arranging } = texts;
  const branches = useBranches("own");
  const [chosen, setChosen] = useState("");
  const branch = branches.some(({ id }) => id === chosen) ? chosen : (branches[0]?.id ?? "");
  return (
    <>
      <h1>{arranging.stages}</h1>
      <p class="quiet">{arranging.stagesHelp}</p>
      {branches.length > 1 ? (
        <select aria-label={texts.branch} onChange={(event) => setChosen(event.currentTarget.value)}>
          {branches.map(({ id, name }) => (
            <option key={id} value={id} selected={id === branch}>
              {name}
            </option>
          ))}
        </select>
      ) : null}
      {branch ? <StagesOf key={branch} branch={branch} /> : null}
    </>
  );
}

function StagesOf({ branch }: { branch: string }) {
  const { arranging: texts } = leadsWords.use();
  const stages = useLoad(() => fetchStages(branch), [branch]);
  const [opened, setOpened] = useState<Stage | "new">();
  const [error, setError] = useState<unknown>();
  const close = () => setOpened(undefined);
  const saved = () => {
    showNotice(texts.stageSaved);
    close();
    stages.reload();
  };
  const order = (rows: Stage[]) => {
    setError(undefined);
    stages.replace(rows);
    retryAfterSignIn(() =>
      talim.api.put("/leads/stages/order/", { body: { branch, stages: rows.map(({ id }) => id) } }),
    ).then(
      ({ results }) => stages.replace(results),
      (reason: unknown) => {
        setError(() => reason);
        stages.reload();
      },
    );
  };
  return (
    <>
      <div class="buttons">
        <button type="button" class="main" onClick={() => setOpened("new")}>
          {texts.newStage}
        </button>
      </div>
      {error ? <Problem error={error} /> : null}
      <Loading of={stages}>
        {(rows) =>
          rows.length ? (
            <Rows rows={rows} order={order} open={setOpened} reload={stages.reload} />
          ) : (
            <p class="empty">{texts.noStages}</p>
          )
        }
      </Loading>
      {opened ? (
        <Drawer title={opened === "new" ? texts.newStage : readTranslated(opened.name)} close={close}>
          <StageForm stage={opened === "new" ? undefined : opened} branch={branch} close={close} onDone={saved} />
        </Drawer>
      ) : null}
    </>
  );
}

function moveTo(rows: Stage[], from: number, to: number): Stage[] {
  const rest = rows.filter((_, place) => place !== from);
  const moved = rows[from];
  return moved ? [...rest.slice(0, to), moved, ...rest.slice(to)] : rows;
}

function Rows({
  rows,
  order,
  open,
  reload,
}: {
  rows: Stage[];
  order: (rows: Stage[]) => void;
  open: (stage: Stage) => void;
  reload: () => void;
}) {
  const words = useWords();
  const { arranging: texts } = leadsWords.use();
  const list = useRef<HTMLUListElement>(null);
  const present = useRef(rows);
  present.current = rows;
  useSortable(list, ({ id, place }) =>
    order(
      moveTo(
        present.current,
        present.current.findIndex((row) => row.id === id),
        place,
      ),
    ),
  );
  return (
    <ul ref={list} class="stage-rows" data-list="stages">
      {rows.map((stage, place) => {
        const name = readTranslated(stage.name);
        return (
          <li key={stage.id} class="card" data-id={stage.id}>
            <strong>{name}</strong>
            <span class="mover">
              <span class="grip" aria-hidden="true">
                <Icon name="grip" />
              </span>
              <button
                type="button"
                class="plain"
                aria-label={texts.stageUp(name)}
                disabled={!place}
                onClick={() => order(moveTo(rows, place, place - 1))}
              >
                <Icon name="up" />
              </button>
              <button
                type="button"
                class="plain"
                aria-label={texts.stageDown(name)}
                disabled={place === rows.length - 1}
                onClick={() => order(moveTo(rows, place, place + 1))}
              >
                <Icon name="down" />
              </button>
            </span>
            <button type="button" class="plain" aria-label={`${words.form.edit}: ${name}`} onClick={() => open(stage)}>
              {words.form.edit}
            </button>
            <ActButton
              word={texts.archiveStage}
              class="plain"
              act={() => talim.api.delete("/leads/stages/{id}/", { path: { id: stage.id } })}
              onDone={() => {
                showNotice(texts.stageArchived);
                reload();
              }}
            />
          </li>
        );
      })}
    </ul>
  );
}

function StageForm({
  stage,
  branch,
  close,
  onDone,
}: {
  stage: Stage | undefined;
  branch: string;
  close: () => void;
  onDone: () => void;
}) {
  const words = useWords();
  const { arranging: texts } = leadsWords.use();
  const form = useForm<{ name: Translated }, Stage>({
    initial: { name: { ...EMPTY_TRANSLATED, ...stage?.name } },
    send: ({ name }) =>
      stage
        ? talim.api.patch("/leads/stages/{id}/", { path: { id: stage.id }, body: { name } })
        : talim.api.post("/leads/stages/", { body: { branch, name } }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.stageName} close={close}>
      <TranslatedField of={form} name="name" label={texts.stageName} required maxLength={60} />
    </Form>
  );
}
