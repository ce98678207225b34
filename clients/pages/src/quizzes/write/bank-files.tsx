/** Pictures and recordings of a bank: listed, added, and chosen for a question. */

import { useId, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatSeconds } from "../../format.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { talim } from "../../talim.ts";
import { useMaterialUpload } from "../../resources/teacher/material-upload.ts";
import { FileInput } from "../../ui/form/file-input.tsx";
import { Loading, useLoad, usePoll, type Loaded } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { quizWriteWords } from "./words/index.ts";

export type BankFile = Answer<"/quizzes/banks/{id}/files/", "get">["results"][number];
export type FileKind = "image" | "audio";

/** Addresses of files hold for five minutes; they are asked for anew (ms) before that. */
const FRESH_MS = 240_000;
/** How many of the newest files are offered. */
const OFFERED = 24;

/** The files of a bank, newest first, with addresses that hold. */
export function useBankFiles(bank: string): Loaded<BankFile[]> {
  const files = useLoad(
    () =>
      fetchAllPages((page) =>
        talim.api.get("/quizzes/banks/{id}/files/", { path: { id: bank }, query: { page, page_size: 100 } }),
      ),
    [bank],
  );
  usePoll(files, FRESH_MS);
  return files;
}

function isOfKind(file: BankFile, kind: FileKind): boolean {
  return file.content_type.startsWith(`${kind}/`);
}

export function BankFiles({ bank }: { bank: string }) {
  const texts = quizWriteWords.use();
  const files = useBankFiles(bank);
  return (
    <>
      <p class="quiet">{texts.filesHelp}</p>
      <AddFile bank={bank} accept="image/*,audio/*" onFile={() => files.reload()} />
      <Loading of={files}>
        {(all) =>
          all.length ? (
            <ul class="rows">
              {all.map((file) => (
                <li key={file.id}>
                  <ShownFile file={file} />
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noFiles}</p>
          )
        }
      </Loading>
    </>
  );
}

/** A picture, or a recording to hear. */
export function ShownFile({ file, alt = "" }: { file: BankFile; alt?: string }) {
  if (isOfKind(file, "image")) return <img class="photo question-picture" src={file.url} alt={alt} />;
  return (
    <span>
      <audio class="question-sound" controls preload="none" src={file.url} />
      {file.duration_ms ? <span class="quiet small number">{formatSeconds(file.duration_ms / 1000)}</span> : null}
    </span>
  );
}

function AddFile({ bank, accept, onFile }: { bank: string; accept: string; onFile: (file: BankFile) => void }) {
  const texts = quizWriteWords.use();
  const id = useId();
  const { progress, send } = useMaterialUpload();
  const [problem, setProblem] = useState<unknown>();
  const upload = (file: File) => {
    setProblem(undefined);
    send(file, (sent) =>
      talim.api.post("/quizzes/banks/{id}/files/", { path: { id: bank }, body: { upload: sent } }),
    ).then(onFile, (reason: unknown) => setProblem(() => reason));
  };
  return (
    <>
      <div class="field">
        <label for={id}>{texts.addFile}</label>
        <FileInput
          id={id}
          name="file"
          accept={accept}
          onChange={({ currentTarget: { files } }) => files?.[0] && upload(files[0])}
        />
      </div>
      {progress === undefined ? null : (
        <p class="upload-progress" role="status">
          <progress value={progress} max={1} aria-label={texts.sending} /> {Math.round(progress * 100)} %
        </p>
      )}
      {problem ? <Problem error={problem} /> : null}
    </>
  );
}

interface ChooseFileProps {
  kind: FileKind;
  /** What is chosen, for who hears the page. */
  label: string;
  bank: string;
  files: Loaded<BankFile[]>;
  chosen: string | null;
  choose: (file: string | null) => void;
}

/** A file of the bank: the chosen one, another one, a new one. */
export function ChooseFile({ kind, label, bank, files, chosen, choose }: ChooseFileProps) {
  const texts = quizWriteWords.use();
  const all = files.value ?? [];
  const fitting = all.filter((file) => isOfKind(file, kind)).slice(0, OFFERED);
  const file = all.find(({ id }) => id === chosen);
  const added = (one: BankFile) => {
    files.replace([one, ...all]);
    choose(one.id);
  };
  return (
    <div class="choose-file" role="group" aria-label={label}>
      {file ? (
        <p class="chosen-file">
          <ShownFile file={file} />
          <button type="button" class="plain" onClick={() => choose(null)}>
            {texts.without[kind]}
          </button>
        </p>
      ) : null}
      <details>
        <summary>{kind === "image" ? texts.choosePicture : texts.chooseRecording}</summary>
        <AddFile bank={bank} accept={`${kind}/*`} onFile={added} />
        {fitting.length ? (
          <ul class="offered-files" aria-label={texts.fromBank}>
            {fitting.map((one) => (
              <li key={one.id}>
                {kind === "audio" ? <ShownFile file={one} /> : null}
                <button type="button" aria-pressed={one.id === chosen} onClick={() => choose(one.id)}>
                  {kind === "image" ? <img src={one.url} alt={texts.takeThis} /> : texts.takeThis}
                </button>
              </li>
            ))}
          </ul>
        ) : null}
      </details>
    </div>
  );
}
