/** How the text sounds: recorded here or chosen as a file, heard, replaced and removed. */

import { useState } from "preact/hooks";
import { PlayButton } from "../pupil/play.tsx";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { checkReadable } from "../../ui/file.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { homeworkWords } from "./words/index.ts";
import { ModelAudioFields } from "./model-audio-fields.tsx";
import type { Assignment } from "./task-values.ts";

interface Props {
  assignment: Assignment;
  close: () => void;
  changed: () => void;
}

export function ModelAudio({ assignment, close, changed }: Props) {
  const words = useWords();
  const texts = homeworkWords.use();
  const [audio, setAudio] = useState<Blob | null>(null);
  const [speaking, setSpeaking] = useState(false);
  const [hint, setHint] = useState("");
  const path = { id: assignment.id };
  const done = (notice: string) => {
    showNotice(notice);
    changed();
    close();
  };
  const choose = (chosen: Blob | null) => {
    setAudio(chosen);
    setHint("");
  };
  const save = async () => {
    if (!audio) return setHint(texts.noModel);
    const sent = audio instanceof File ? await checkReadable(audio) : audio;
    return talim.api.put("/homework/assignments/{id}/model-audio/", { path, form: { file: sent } });
  };
  return (
    <Dialog label={texts.modelAudio} close={close}>
      <h2>{texts.modelAudio}</h2>
      <p class="quiet">{texts.modelHelp}</p>
      {assignment.model_audio ? (
        <div class="buttons">
          <PlayButton
            word={texts.model}
            fetch={() => talim.api.get("/homework/assignments/{id}/model-audio/", { path })}
          />
          <ActButton
            word={texts.removeModel}
            question={texts.removeQuestion}
            act={() => talim.api.delete("/homework/assignments/{id}/model-audio/", { path })}
            onDone={() => done(texts.modelGone)}
          />
        </div>
      ) : null}
      <ModelAudioFields audio={audio} put={choose} speaking={setSpeaking} />
      {hint ? <p role="alert">{hint}</p> : null}
      <div class="buttons">
        <ActButton
          class="main"
          word={texts.saveModel}
          off={speaking}
          act={save}
          onDone={(made) => made && done(texts.modelSaved)}
        />
        <button type="button" class="plain" onClick={close}>
          {words.cancel}
        </button>
      </div>
    </Dialog>
  );
}
