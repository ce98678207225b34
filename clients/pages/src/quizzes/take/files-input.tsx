/** Files are chosen as the answer: each is kept on the device at once and sent. */

import { useRef, useState } from "preact/hooks";
import { newId } from "@talim/client";
import { formatSize } from "../../learning/blocks/file-block.tsx";
import { checkReadable, clearFileField } from "../../ui/file.ts";
import { FileInput } from "../../ui/form/file-input.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { takeWords } from "./words/index.ts";
import type { Body, PendingFile } from "./calls.ts";
import { fileStore } from "./current-queue.ts";
import type { InputProps, KeptFiles } from "./input-props.ts";

type FileBody = Extract<Body, { kind: "file" }>;

/** What the server takes of one file. */
const MAX_MEGABYTES = 25;
const MEGABYTE = 1024 * 1024;

export function FilesInput({
  question: { place },
  body,
  isReadOnly,
  kept,
}: InputProps<FileBody> & { kept: KeptFiles | undefined }) {
  const texts = takeWords.use();
  const [trouble, setTrouble] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const files = kept?.files ?? [];
  const present = useRef(files);
  present.current = files;
  const most = body.max_files ?? 1;
  const id = `answer-${place}`;
  const add = async (chosen: File[]) => {
    if (!kept || !chosen.length) return;
    setTrouble(chosen.length > most - files.length ? texts.filesMost(most) : "");
    setError(undefined);
    setBusy(true);
    const added: PendingFile[] = [];
    try {
      for (const file of chosen.slice(0, most - files.length)) {
        const { name, type, size } = await checkReadable(file);
        if (size > MAX_MEGABYTES * MEGABYTE) setTrouble(texts.fileTooLarge(name, MAX_MEGABYTES));
        else if (!size) setTrouble(texts.fileEmpty(name));
        else {
          const key = newId();
          await fileStore.keep({ ...kept.of, key, name, type, begunAt: Date.now(), isRecording: false }, file);
          added.push({ key, name, type, size });
        }
      }
    } catch (reason) {
      setError(() => reason);
    } finally {
      setBusy(false);
    }
    if (added.length) await kept.change([...present.current, ...added]);
  };
  /** The button that had the focus goes with the file. */
  const remove = async (file: PendingFile) => {
    await kept?.change(files.filter((other) => other !== file));
    document.getElementById(id)?.focus();
  };
  return (
    <div class="field">
      {files.length ? (
        <ul class="rows quiz-files" aria-label={texts.yourFiles}>
          {files.map((file) => (
            <li key={file.key}>
              <span>
                {file.name}
                <span class="quiet small number">{formatSize(file.size)}</span>
                {kept?.isSending && !file.sent ? <progress aria-label={texts.fileSending(file.name)} /> : null}
              </span>
              {isReadOnly ? null : (
                <button
                  type="button"
                  class="plain"
                  aria-label={texts.fileRemove(file.name)}
                  onClick={() => void remove(file)}
                >
                  <Icon name="close" />
                </button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {isReadOnly || files.length >= most ? null : (
        <>
          <label for={id}>{texts.yourAnswer}</label>
          <FileInput
            id={id}
            multiple={most > 1}
            disabled={busy || !kept}
            word={files.length ? texts.filesMore : texts.filesChoose}
            aria-describedby={`limits-${place}`}
            onClick={clearFileField}
            onChange={({ currentTarget: { files: chosen } }) => void add([...(chosen ?? [])])}
          />
          <p id={`limits-${place}`} class="hint quiet">
            {texts.fileLimits(most, MAX_MEGABYTES)}
          </p>
        </>
      )}
      <p role="alert">{trouble}</p>
      {error ? <Problem error={error} /> : null}
    </div>
  );
}
