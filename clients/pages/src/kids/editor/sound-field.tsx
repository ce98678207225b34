/** A sound: one of the platform, recorded here, or a file of the course. */

import { useRef, useState } from "preact/hooks";
import { asForm } from "../../learning/editor/block-form.ts";
import { FileSource } from "../../learning/editor/file-source.tsx";
import { talim } from "../../talim.ts";
import { useMaterialUpload } from "../../resources/teacher/material-upload.ts";
import { VoiceCommentRecorder } from "../../homework/teacher/voice-comment-recorder.tsx";
import { SelectField, type Option } from "../../ui/form/choice-fields.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { getLanguage } from "../../words/index.ts";
import { activityWords } from "./words/index.ts";
import { say } from "../voice.ts";
import type { CourseFile } from "../../learning/blocks/block-types.ts";
import { findFile, findFileError, takeFile, useDesk } from "./desk.ts";

/** Where a sound of the platform lies: beside the files of the pages. */
const addressOf = (name: string) => new URL(`../kids/sounds/${getLanguage()}/${name}.mp3`, import.meta.url).href;

interface SoundFieldProps {
  label: string;
  sound: string;
  /** Sounds of the platform that fit here; one with the value "" says what it means when none is chosen. */
  options: Option[];
  onPick: (sound: string, more?: Record<string, string>) => void;
}

export function SoundField({ label, sound, options, onPick }: SoundFieldProps) {
  const texts = activityWords.use();
  const desk = useDesk();
  const { send, progress } = useMaterialUpload();
  const [said, setSaid] = useState<Blob | null>(null);
  const [problem, setProblem] = useState<unknown>();
  const own = findFile(desk, sound);
  const error = findFileError(desk, sound);
  const all = own ? [...options, { value: sound, label: texts.ownSound(own.title) }] : options;
  const hear = () => say(own?.url ?? addressOf(sound), options.find(({ value }) => value === sound)?.label);
  const take = (file: CourseFile) => takeFile(desk, "sound", file, onPick);
  // A recording may arrive long after it was said: what was written meanwhile stays.
  const latest = useRef(take);
  latest.current = take;
  const record = async (voice: Blob | null) => {
    setSaid(voice);
    setProblem(undefined);
    if (!(voice instanceof File)) return;
    try {
      const file = await send(voice, (upload) =>
        talim.api.post("/courses/courses/{id}/files/", { path: { id: desk.course }, body: { upload } }),
      );
      latest.current(file);
    } catch (reason) {
      setProblem(() => reason);
    }
  };
  return (
    <div class="kid-sound-field">
      <div class="field-row">
        <SelectField
          of={asForm({ sound }, (values) => onPick(values.sound), error ? { sound: error } : {})}
          name="sound"
          label={label}
          options={all}
        />
        {sound ? (
          <button type="button" class="plain" aria-label={`${texts.hear}: ${label}`} onClick={hear}>
            <Icon name="play" />
          </button>
        ) : null}
      </div>
      <details>
        <summary>{texts.record(label)}</summary>
        <VoiceCommentRecorder
          said={said}
          say={(voice) => void record(voice)}
          speaking={() => undefined}
          busy={progress !== undefined}
        />
        {problem ? <Problem error={problem} again={said ? () => void record(said) : undefined} /> : null}
        <FileSource kind="audio" course={desk.course} file={own} onFile={take} error={error} />
      </details>
    </div>
  );
}
