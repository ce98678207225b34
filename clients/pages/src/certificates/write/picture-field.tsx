/** A logo or the picture of a signature: sent at once, and named by its id. */

import { useId, useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { checkReadable } from "../../ui/file.ts";
import { FileInput } from "../../ui/form/file-input.tsx";
import { Problem } from "../../ui/problem.tsx";
import { certificateWriteWords } from "./words/index.ts";

const TYPES = "image/png,image/jpeg,image/webp";

interface Props {
  name: string;
  label: string;
  picture: string | null;
  error?: string | undefined;
  set: (picture: string | null) => void;
}

export function PictureField({ name, label, picture, error, set }: Props) {
  const texts = certificateWriteWords.use();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const send = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setProblem(undefined);
    try {
      set((await talim.api.post("/certificates/pictures/", { form: { file: await checkReadable(file) } })).id);
    } catch (reason) {
      setProblem(() => reason);
    }
    setBusy(false);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <p id={`${id}-hint`} class="hint quiet">
        {picture ? texts.pictureThere : texts.pictureHelp}
      </p>
      <FileInput
        id={id}
        name={name}
        accept={TYPES}
        aria-invalid={error !== undefined}
        aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
        aria-required={false}
        onChange={(event) => void send(event.currentTarget.files?.[0])}
      />
      {busy ? <p role="status">{texts.uploading}</p> : null}
      {problem ? <Problem error={problem} /> : null}
      {error ? (
        <p id={`${id}-error`} class="wrong">
          {error}
        </p>
      ) : null}
      {picture ? (
        <button type="button" class="plain" aria-label={`${texts.removePicture}: ${label}`} onClick={() => set(null)}>
          {texts.removePicture}
        </button>
      ) : null}
    </div>
  );
}
