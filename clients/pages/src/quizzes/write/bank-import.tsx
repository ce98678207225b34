/** Questions from a file or a pasted text: read first, reported, and taken when the person agrees. */

import { useId, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { useMaterialUpload } from "../../resources/teacher/material-upload.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { FileInput } from "../../ui/form/file-input.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { LANGUAGES, type Language } from "../../words/index.ts";
import { transferWords } from "../../course_transfers/words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { TransferProblems } from "./transfer-problems.tsx";

type QuestionImport = Answer<"/quizzes/banks/{id}/imports/", "post">;

/** How often (ms) an import that is at work is asked for. */
const POLL_MS = 1_000;
const ACCEPT = ".txt,.gift,.xml,.csv,.xlsx,.zip,.imscc";

export function BankImport({ bank, onDone }: { bank: string; onDone: () => void }) {
  const texts = quizWriteWords.use();
  const transfers = transferWords.use();
  const id = useId();
  const path = { id: bank };
  const [begun, setBegun] = useState<string | undefined>();
  const [pasted, setPasted] = useState("");
  const [language, setLanguage] = useState<Language | "">("");
  const [problem, setProblem] = useState<unknown>();
  const { progress, send } = useMaterialUpload("question_file");
  const upload = (file: File) => {
    setProblem(undefined);
    send(file, (sent) =>
      talim.api.post("/quizzes/banks/{id}/imports/", { path, body: { upload: sent, language } }),
    ).then(
      (made) => setBegun(made.id),
      (reason: unknown) => setProblem(() => reason),
    );
  };
  if (begun)
    return <ImportReport key={begun} bank={bank} id={begun} onDone={onDone} another={() => setBegun(undefined)} />;
  return (
    <>
      <p class="quiet">{texts.importHelp}</p>
      <div class="field">
        <label for={`${id}-language`}>{texts.importLanguage.label}</label>
        <p class="hint quiet">{texts.importLanguage.help}</p>
        <select
          id={`${id}-language`}
          value={language}
          onChange={({ currentTarget: { value } }) => setLanguage(value as Language | "")}
        >
          <option value="">{texts.importLanguage.seen}</option>
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`${id}-file`}>{transfers.chooseFile}</label>
        <FileInput
          id={`${id}-file`}
          name="file"
          accept={ACCEPT}
          onChange={({ currentTarget: { files } }) => files?.[0] && upload(files[0])}
        />
      </div>
      {progress === undefined ? null : (
        <p class="upload-progress" role="status">
          <progress value={progress} max={1} aria-label={transfers.sending} />{" "}
          {transfers.progress(Math.round(progress * 100))}
        </p>
      )}
      {problem ? <Problem error={problem} /> : null}
      <div class="field">
        <label for={`${id}-text`}>{texts.paste.label}</label>
        <textarea id={`${id}-text`} rows={6} value={pasted} onInput={(event) => setPasted(event.currentTarget.value)} />
      </div>
      <ActButton
        word={texts.paste.read}
        off={!pasted.trim()}
        act={() => talim.api.post("/quizzes/banks/{id}/imports/", { path, body: { text: pasted, language } })}
        onDone={(made) => setBegun(made.id)}
      />
    </>
  );
}

function ImportReport({
  bank,
  id,
  onDone,
  another,
}: {
  bank: string;
  id: string;
  onDone: () => void;
  another: () => void;
}) {
  const path = { id: bank, import_id: id };
  const loaded = useLoad(() => talim.api.get("/quizzes/banks/{id}/imports/{import_id}/", { path }), [bank, id]);
  const state = loaded.value?.state;
  usePoll(loaded, state === "checking" || state === "running" ? POLL_MS : undefined);
  const run = () => talim.api.post("/quizzes/banks/{id}/imports/{import_id}/run/", { path });
  return (
    <Loading of={loaded}>
      {(entry) => <Report entry={entry} run={run} onRun={loaded.replace} onDone={onDone} another={another} />}
    </Loading>
  );
}

interface ReportProps {
  entry: QuestionImport;
  run: () => Promise<QuestionImport>;
  onRun: (entry: QuestionImport) => void;
  onDone: () => void;
  another: () => void;
}

function Report({ entry, run, onRun, onDone, another }: ReportProps) {
  const texts = quizWriteWords.use();
  const transfers = transferWords.use();
  const isBusy = entry.state === "checking" || entry.state === "running";
  return (
    <>
      {entry.name ? <h3>{entry.name}</h3> : null}
      <p class="state" role="status">
        <Icon name={entry.state === "failed" ? "warning" : isBusy ? "clock" : "good"} />
        {texts.importStates[entry.state]}
      </p>
      {entry.problem ? <p class="notice bad">{entry.problem}</p> : null}
      {isBusy || entry.state === "failed" ? null : (
        <p>{texts.importCounts(entry.question_count, entry.left_out_count)}</p>
      )}
      {entry.sample.length ? (
        <ul class="key-lines">
          {entry.sample.map(({ name, kind }, place) => (
            <li key={place}>
              {name} <span class="quiet">{texts.kinds[kind]}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <TransferProblems of={entry} />
      <div class="buttons">
        {entry.state === "checked" && entry.question_count > 0 ? (
          <ActButton class="main" word={transfers.run} act={run} onDone={onRun} />
        ) : null}
        {entry.state === "done" ? (
          <button type="button" class="main" onClick={onDone}>
            {texts.seeQuestions}
          </button>
        ) : null}
        {isBusy ? null : (
          <button type="button" onClick={another}>
            {transfers.another}
          </button>
        )}
      </div>
    </>
  );
}
