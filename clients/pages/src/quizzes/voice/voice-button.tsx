/** A button beside a text that records a voice note; the recorder comes when somebody wants to speak. */

import { useState } from "preact/hooks";
import type { ComponentType } from "preact";
import { fromImportError } from "../../errors.ts";
import { getFileExtension } from "../../homework/recording/formats.ts";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { homeworkArea } from "../../words/areas.ts";
import { loadCatalogues } from "../../words/catalogue.ts";
import { useWords } from "../../words/index.ts";
import type { VoiceNote as VoiceNoteComponent } from "./voice-note.tsx";

/** A voice note is no longer than this (min). */
const MOST_MINUTES = 3;

interface VoiceButtonProps {
  texts: {
    record: string;
    addVoice: string;
    recordLimit: (minutes: number) => string;
    recordLongest: string;
    recordEmpty: string;
  };
  /** Whether it has arrived. */
  add: (file: File) => Promise<boolean>;
  /** A file is on its way. */
  busy: boolean;
}

let VoiceNote: typeof VoiceNoteComponent | undefined;

export function VoiceButton({ texts, add, busy: isSending }: VoiceButtonProps) {
  const words = useWords();
  const [speaks, setSpeaks] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const open = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const [{ VoiceNote: loaded }] = await Promise.all([import("./voice-note.tsx"), loadCatalogues([homeworkArea])]);
      VoiceNote = loaded;
      setSpeaks(true);
    } catch (reason) {
      setError(() => fromImportError(reason));
    } finally {
      setBusy(false);
    }
  };
  const send = async (voice: Blob) => {
    const type = voice.type || "audio/webm";
    if (await add(new File([voice], `voice.${getFileExtension(type)}`, { type }))) setSpeaks(false);
  };
  const Recorder = VoiceNote as ComponentType<Parameters<typeof VoiceNoteComponent>[0]> | undefined;
  if (speaks && Recorder) {
    return (
      <Recorder
        texts={{
          send: texts.addVoice,
          limit: texts.recordLimit(MOST_MINUTES),
          longest: texts.recordLongest,
          noVoice: texts.recordEmpty,
        }}
        send={(voice) => void send(voice)}
        close={() => setSpeaks(false)}
        busy={isSending}
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
