/** Pictures and voice notes of a text: chosen, pasted or said. They are sent at once, and go with the text. */

import { useRef, useState } from "preact/hooks";
import type { ComponentType } from "preact";
import { fromImportError } from "../errors.ts";
import { getFileExtension } from "../recording/formats.ts";
import type { VoiceNote as VoiceNoteComponent } from "../quizzes/voice/voice-note.tsx";
import { talim } from "../talim.ts";
import { checkReadable, clearFileField } from "../ui/file.ts";
import { FieldFrame } from "../ui/form/field.tsx";
import { FileInput } from "../ui/form/file-input.tsx";
import type { FormState } from "../ui/form/use-form.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/problem.tsx";
import { homeworkArea } from "../words/areas.ts";
import { loadCatalogues } from "../words/catalogue.ts";
import { forumWords } from "../words/forums/index.ts";
import { useWords } from "../words/index.ts";
import type { TextFile } from "./data.ts";

export type SentFile = Pick<TextFile, "id" | "kind">;
/** A text takes so many. */
const MOST_FILES = 6;
/** A voice note is no longer than this (min). */
const MOST_MINUTES = 3;

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
  const [busy, wait] = useState(0);
  const [error, fail] = useState<unknown>();
  /** What stands in the form after something was waited for. */
  const present = useRef(form);
  present.current = form;
  const put = (change: (files: SentFile[]) => SentFile[]) => present.current.set("files", change(present.current.values.files) as T["files"]);
  const add = async (file: File) => {
    wait((n) => n + 1);
    fail(undefined);
    try {
      const kind = file.type.startsWith("audio/") ? "voice" : "picture";
      const { id } = await talim.api.post("/forums/files/", { form: { file: await checkReadable(file), kind } });
      put((sent) => [...sent, { id, kind }]);
      return true;
    } catch (reason) {
      fail(() => reason);
      return false;
    } finally {
      wait((n) => n - 1);
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
                  <button type="button" class="plain" aria-label={texts.removeFile(place + 1)} onClick={() => uploads.remove(id)}>
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
      {isFull ? null : <VoicePart uploads={uploads} />}
    </>
  );
}

let VoiceNote: typeof VoiceNoteComponent | undefined;

/** The recorder comes when somebody wants to speak. */
function VoicePart({ uploads }: { uploads: Uploads }) {
  const words = useWords();
  const texts = forumWords.use();
  const [speaks, speak] = useState(false);
  const [busy, wait] = useState(false);
  const [error, fail] = useState<unknown>();
  const open = async () => {
    wait(true);
    fail(undefined);
    try {
      const [{ VoiceNote: loaded }] = await Promise.all([import("../quizzes/voice/voice-note.tsx"), loadCatalogues([homeworkArea])]);
      VoiceNote = loaded;
      speak(true);
    } catch (reason) {
      fail(() => fromImportError(reason));
    } finally {
      wait(false);
    }
  };
  const send = async (voice: Blob) => {
    const type = voice.type || "audio/webm";
    if (await uploads.add(new File([voice], `voice.${getFileExtension(type)}`, { type }))) speak(false);
  };
  const Recorder = VoiceNote as ComponentType<Parameters<typeof VoiceNoteComponent>[0]> | undefined;
  if (speaks && Recorder) {
    return (
      <Recorder
        texts={{ send: texts.addVoice, limit: texts.recordLimit(MOST_MINUTES), longest: texts.recordLongest, noVoice: texts.recordEmpty }}
        send={(voice) => void send(voice)}
        close={() => speak(false)}
        busy={uploads.busy}
      />
    );
  }
  return (
    <p>
      <button type="button" aria-disabled={busy} onClick={() => void (busy || open())}>
        <Icon name="microphone" />
        {busy ? words.loading : texts.record}
      </button>
      {error ? <Problem error={error} /> : null}
    </p>
  );
}
