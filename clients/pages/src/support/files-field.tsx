/** Files of a text, chosen or recorded: sent at once, and part of the ticket with the text. */

import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { VoiceButton } from "../quizzes/voice/voice-button.tsx";
import { talim } from "../talim.ts";
import { checkReadable, clearFileField } from "../ui/file.ts";
import { FieldFrame } from "../ui/form/field.tsx";
import { FileInput } from "../ui/form/file-input.tsx";
import type { FormState } from "../ui/form/use-form.ts";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { formatSize, type TicketFile } from "./data.ts";

export type SentFile = Pick<TicketFile, "id" | "name">;
/** A text takes so many. */
const MOST_FILES = 10;

interface WithFiles extends Record<string, unknown> {
  files: SentFile[];
}

export async function sendFile(file: File): Promise<TicketFile> {
  return talim.api.post("/support/files/", { form: { file: await checkReadable(file) } });
}

interface FilesFieldProps<T extends WithFiles> {
  of: FormState<T>;
  /** True while a file is on its way: the form is not sent without it. */
  uploading: RefObject<boolean>;
}

export function FilesField<T extends WithFiles>({ of: form, uploading }: FilesFieldProps<T>) {
  const words = useWords();
  const texts = ticketWords.use().talk;
  const [busy, setBusy] = useState(false);
  const [isCut, setIsCut] = useState(false);
  const [error, setError] = useState<unknown>();
  /** What stands in the form after something was waited for. */
  const present = useRef(form);
  present.current = form;
  const put = (change: (files: SentFile[]) => SentFile[]) =>
    present.current.set("files", change(present.current.values.files) as T["files"]);
  /** Whether all have arrived. */
  const addAll = async (files: File[]): Promise<boolean> => {
    const room = MOST_FILES - present.current.values.files.length;
    uploading.current = true;
    setBusy(true);
    setIsCut(files.length > room);
    setError(undefined);
    try {
      for (const file of files.slice(0, room)) {
        const { id, name } = await sendFile(file);
        put((sent) => [...sent, { id, name }]);
      }
      return true;
    } catch (reason) {
      setError(() => reason);
      // Takes away what stands beside the field: that a file is on its way.
      put((sent) => sent);
      return false;
    } finally {
      uploading.current = false;
      setBusy(false);
    }
  };
  const { files } = form.values;
  const isFull = files.length >= MOST_FILES;
  return (
    <>
      <FieldFrame of={form} name="files" label={texts.file} hint={texts.fileHint}>
        {(control) => (
          <>
            <ul class="pills">
              {files.map(({ id, name }) => (
                <li key={id} class="pill">
                  {name}
                  <button
                    type="button"
                    class="plain"
                    aria-label={texts.removeFile(name)}
                    onClick={() => put((sent) => sent.filter((one) => one.id !== id))}
                  >
                    ×
                  </button>
                </li>
              ))}
            </ul>
            <FileInput
              {...control}
              multiple
              disabled={busy || form.busy || isFull}
              {...(busy ? { word: words.loading } : { word: words.form.chooseFile })}
              onClick={clearFileField}
              onChange={({ currentTarget: { files: chosen } }) => chosen?.length && void addAll([...chosen])}
            />
            {isCut ? <p role="status">{texts.filesMost}</p> : null}
            {error ? <Problem error={error} /> : null}
          </>
        )}
      </FieldFrame>
      {isFull ? null : <VoiceButton texts={texts} add={(voice) => addAll([voice])} busy={busy || form.busy} />}
    </>
  );
}

/** The files of a text: pictures as pictures, sounds to be heard, and each as a link to save. */
export function FileList({ files }: { files: TicketFile[] }) {
  const texts = ticketWords.use().talk;
  if (!files.length) return null;
  return (
    <ul class="ticket-files">
      {files.map((file) => (
        <li key={file.id}>
          {file.content_type.startsWith("audio/") ? (
            <audio src={file.url} controls preload="none" aria-label={file.name} />
          ) : null}
          <a href={file.url} download={file.name}>
            {file.content_type.startsWith("image/") ? <img src={file.url} alt="" loading="lazy" /> : null}
            {texts.fileOf(file.name, formatSize(file.size))}
          </a>
        </li>
      ))}
    </ul>
  );
}
