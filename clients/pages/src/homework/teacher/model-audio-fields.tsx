/** How a text sounds: spoken here or chosen as a file. */

import { useRef } from "preact/hooks";
import { FileInput } from "../../ui/form/file-input.tsx";
import { homeworkWords } from "./words/index.ts";
import { VoiceCommentRecorder } from "./voice-comment-recorder.tsx";

interface Props {
  audio: Blob | null;
  put: (audio: Blob | null) => void;
  /** Told when a recording is begun, and when it is there or did not come. */
  speaking: (begun: boolean) => void;
}

export function ModelAudioFields({ audio, put, speaking }: Props) {
  const texts = homeworkWords.use();
  const file = useRef<HTMLInputElement>(null);
  const record = (voice: Blob | null) => {
    if (file.current) file.current.value = "";
    put(voice);
  };
  return (
    <>
      <VoiceCommentRecorder said={audio} say={record} speaking={speaking} busy={false} />
      <label for="model-file">{texts.orFile}</label>
      <FileInput
        id="model-file"
        accept="audio/*"
        field={file}
        onChange={({ currentTarget: { files } }) => put(files?.[0] ?? null)}
      />
    </>
  );
}
