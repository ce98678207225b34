/** Pictures and voice notes of a text: chosen, pasted or said. They are sent at once, and go with the text. */

import { useRef, useState } from "preact/hooks";
import { VoiceButton } from "../quizzes/voice/voice-button.tsx";
import { talim } from "../talim.ts";
import { checkReadable, clearFileField } from "../ui/file.ts";
import { FieldFrame } from "../ui/form/field.tsx";
import { FileInput } from "../ui/form/file-input.tsx";
import type { FormState } from "../ui/form/use-form.ts";
import { Problem } from "../ui/problem.tsx";
import { forumWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import type { TextFile } from "./data.ts";

export type SentFile = Pick<TextFile, "id" | "kind">;
/** A text takes so many. */
const MOST_FILES = 6;

interface WithFiles extends Record<string, unknown> {
  files: SentFile[];
}

export interface Uploads {
  busy: boolean;
  error: unknown;
  /** Whether it has arrived. */
  add: (file: File) => Promise<boolean>;
  /** All that are pictures or sounds. */
  addAll: (files: File[]) => Promise<void>;
  remove: (id: string) => void;
}

export function useUploads<T extends WithFiles>(form: FormState<T>): Uploads {
  const [busy, setBusy] = useState(0);
  const [error, setError] = useState<unknown>();
  /** What stands in the form after something was waited for. */
  const present = useRef(form);
  present.current = form;
  const put = (change: (files: SentFile[]) => SentFile[]) =>
    present.current.set("files", change(present.current.values.files) as T["files"]);
  const add = async (file: File) => {
    setBusy((n) => n + 1);
    setError(undefined);
    try {
      const kind = file.type.startsWith("audio/") ? "voice" : "picture";
      const { id } = await talim.api.post("/forums/files/", { form: { file: await checkReadable(file), kind } });
      put((sent) => [...sent, { id, kind }]);
      return true;
    } catch (reason) {
      setError(() => reason);
      return false;
    } finally {
      setBusy((n) => n - 1);
    }
  };
  const addAll = async (files: File[]) => {
    for (const file of files.filter(({ type }) => /^(image|audio)\//.test(type))) await add(file);
  };
  return { busy: busy > 0, error, add, addAll, remove: (id) => put((sent) => sent.filter((other) => other.id !== id)) };
}

export function FilesField<T extends WithFiles>({ of: form, uploads }: { of: FormState<T>; uploads: Uploads }) {
  const words = useWords();
  const texts = forumWords.use();
  const { files } = form.values;
  const { busy, error } = uploads;
  const isFull = files.length >= MOST_FILES;
  return (
    <>
      <FieldFrame of={form} name="files" label={texts.addFile} hint={texts.fileHint}>
        {(control) => (
          <>
            <ul class="pills">
              {files.map(({ id, kind }, place) => (
                <li key={id} class="pill">
                  {`${texts.files[kind]} ${place + 1}`}
                  <button
                    type="button"
                    class="plain"
                    aria-label={texts.removeFile(place + 1)}
                    onClick={() => uploads.remove(id)}
                  >
                    ×
                  </button>
                </li>
              ))}
            </ul>
            <FileInput
              {...control}
              accept="image/*,audio/*"
              disabled={busy || isFull}
              {...(busy ? { word: words.loading } : {})}
              onClick={clearFileField}
              onChange={({ currentTarget: { files: chosen } }) => chosen?.[0] && void uploads.add(chosen[0])}
            />
            {error ? <Problem error={error} /> : null}
          </>
        )}
      </FieldFrame>
      {isFull ? null : <VoiceButton texts={texts} add={uploads.add} busy={busy} />}
    </>
  );
}
