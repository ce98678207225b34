/** The photo or recording of one's own observation: added, said, taken away. The server asks for the guardians' consent. */

import { useId, useState } from "preact/hooks";
import { VoiceButton } from "../../quizzes/voice/voice-button.tsx";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { checkReadable, clearFileField } from "../../ui/file.ts";
import { FileInput } from "../../ui/form/file-input.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { kidsTeacherWords } from "./words/index.ts";
import type { Observation } from "./data.ts";

interface ObservationFileProps {
  path: { id: string; observation_id: string };
  of: Observation;
  done: (notice: string) => void;
}

export function ObservationFile({ path, of: { file }, done }: ObservationFileProps) {
  const words = useWords();
  const texts = kidsTeacherWords.use();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const add = async (chosen: File) => {
    setBusy(true);
    setError(undefined);
    try {
      await talim.api.put("/children/{id}/observations/{observation_id}/file/", {
        path,
        form: { file: await checkReadable(chosen) },
      });
      done(texts.saved);
      return true;
    } catch (reason) {
      setError(() => reason);
      return false;
    } finally {
      setBusy(false);
    }
  };
  if (file) {
    const remove = () => talim.api.delete("/children/{id}/observations/{observation_id}/file/", { path });
    return (
      <ActButton
        word={file.kind === "photo" ? texts.removePhoto : texts.removeVoice}
        class="plain"
        act={remove}
        onDone={() => done(texts.saved)}
      />
    );
  }
  return (
    <>
      <div class="field">
        <label for={id}>{texts.addFile}</label>
        <p id={`${id}-hint`} class="hint quiet">
          {texts.fileHint}
        </p>
        <FileInput
          id={id}
          aria-describedby={`${id}-hint`}
          accept="image/*,audio/*"
          disabled={busy}
          {...(busy ? { word: words.loading } : {})}
          onClick={clearFileField}
          onChange={({ currentTarget: { files } }) => files?.[0] && void add(files[0])}
        />
      </div>
      <VoiceButton texts={texts} add={add} busy={busy} />
      {error ? <Problem error={error} here={{ consent_missing: texts.consentMissing }} /> : null}
    </>
  );
}
