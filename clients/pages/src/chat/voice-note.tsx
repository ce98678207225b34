/** A voice note: say it, hear it, send it. It lies in this open page until it is sent. */

import { useEffect, useRef, useState } from "preact/hooks";
import { setUnsaved } from "../recording/close-warning.ts";
import { VoiceRecorder } from "../quizzes/voice/recorder.tsx";
import { useRecording, type RecordingPlace } from "../quizzes/voice/use-recording.ts";
import { Button } from "../ui/button.tsx";
import { chatWords } from "../words/chat/index.ts";
import { useWords } from "../words/index.ts";

/** A voice note is no longer than this (s). */
const MAX_SECONDS = 180;

interface VoiceNoteProps {
  send: (voice: { data: ArrayBuffer; type: string }) => void;
  close: () => void;
}

export function VoiceNote({ send, close }: VoiceNoteProps) {
  const words = useWords();
  const texts = chatWords.use();
  const [said, say] = useState<Blob>();
  const key = useRef({});
  const isLeft = useRef(false);
  const open = async (): Promise<RecordingPlace> => ({
    begin: () => undefined,
    addPiece: () => undefined,
    finish: async (whole) => {
      if (!whole.size || isLeft.current) return;
      setUnsaved(key.current, true);
      say(whole);
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
  const go = async () => {
    if (!said) return;
    send({ data: await said.arrayBuffer(), type: said.type });
  };
  return (
    <div class="composer">
      <VoiceRecorder
        recording={recording}
        file={said && { key: String(said.size), fetch: () => Promise.resolve(said) }}
        texts={{ limit: texts.recordLimit(MAX_SECONDS / 60), longest: texts.recordLongest, noVoice: texts.recordEmpty }}
      >
        {said ? (
          <Button off={false} class="main" onClick={() => void go()}>
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
