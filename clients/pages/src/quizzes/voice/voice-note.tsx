/** A voice note: say it, hear it, send it. It lies in this open page until it is sent. Its page has the words of the recorder. */

import { useEffect, useRef, useState } from "preact/hooks";
import { setUnsaved } from "../../homework/recording/close-warning.ts";
import { VoiceRecorder } from "./recorder.tsx";
import { useRecording, type RecordingPlace } from "./use-recording.ts";
import { Button } from "../../ui/button.tsx";
import { useWords } from "../../words/index.ts";

/** A voice note is no longer than this (s). */
export const MAX_SECONDS = 180;

interface VoiceNoteProps {
  texts: { send: string; limit: string; longest: string; noVoice: string };
  send: (voice: Blob) => void;
  close: () => void;
  /** It is being sent. */
  busy?: boolean;
}

export function VoiceNote({ texts, send, close, busy = false }: VoiceNoteProps) {
  const words = useWords();
  const [said, setSaid] = useState<Blob>();
  const key = useRef({});
  const isLeft = useRef(false);
  const open = async (): Promise<RecordingPlace> => ({
    begin: () => undefined,
    addPiece: () => undefined,
    finish: async (whole) => {
      if (!whole.size || isLeft.current) return;
      setUnsaved(key.current, true);
      setSaid(whole);
    },
    release: () => undefined,
  });
  const recording = useRecording(open, { maxSeconds: MAX_SECONDS, hasEarlier: said !== undefined });
  useEffect(
    () => () => {
      isLeft.current = true;
      setUnsaved(key.current, false);
    },
    [],
  );
  return (
    <div class="voice-note">
      <VoiceRecorder
        recording={recording}
        file={said && { key: String(said.size), fetch: () => Promise.resolve(said) }}
        off={busy}
        texts={texts}
      >
        {said ? (
          <Button off={busy} class="main" onClick={() => send(said)}>
            {texts.send}
          </Button>
        ) : null}
        <Button off={false} onClick={close}>
          {words.cancel}
        </Button>
      </VoiceRecorder>
    </div>
  );
}
