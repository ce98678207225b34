/** An answer is spoken: record, hear it, record again. It is the answer as soon as the recording ends. */

import { formatSeconds } from "../../format.ts";
import { useWords } from "../../words/index.ts";
import { takeWords } from "./words/index.ts";
import { ConsentMissing } from "../voice/consent-missing.tsx";
import { VoiceRecorder } from "../voice/recorder.tsx";
import { fetchFile, type Body } from "./calls.ts";
import { fileStore } from "./current-queue.ts";
import type { InputProps, KeptFiles } from "./input-props.ts";
import { useSpokenAnswer } from "./use-spoken-answer.ts";

type SpeakBody = Extract<Body, { kind: "speak" }>;

/** The longest answer (seconds) where the question does not say. */
const MAX_SECONDS = 120;

interface SpeakInputProps extends InputProps<SpeakBody> {
  kept: KeptFiles | undefined;
}

export function SpeakInput(props: SpeakInputProps) {
  const words = useWords();
  const { body, question, isReadOnly, kept, renew } = props;
  const { place, language, may_record: mayRecord } = question;
  return (
    <>
      {body.text && body.task !== "speaking" ? (
        <>
          <h3>{body.task === "repeat" ? words.task.repeat : words.task.read}</h3>
          <p class="reading" lang={language}>
            {body.text}
          </p>
        </>
      ) : null}
      {!mayRecord && !isReadOnly ? (
        <ConsentMissing renew={renew} />
      ) : (
        <AnswerRecorder key={place} {...props} kept={kept} />
      )}
    </>
  );
}

function AnswerRecorder({ body, isReadOnly, kept, renew }: SpeakInputProps) {
  const words = useWords();
  const texts = takeWords.use();
  const maxSeconds = body.max_seconds ?? MAX_SECONDS;
  const file = kept?.files[0];
  const recording = useSpokenAnswer(
    kept?.of,
    { maxSeconds, hasEarlier: file !== undefined, isReadOnly },
    async (next) => kept?.change([next]),
  );
  if (isReadOnly && !file && recording.state.phase !== "recording") return null;
  return (
    <VoiceRecorder
      recording={recording}
      file={
        file && { key: file.key, fetch: () => (file.sent ? fetchFile(file.sent.url, renew) : fileStore.get(file.key)) }
      }
      isReadOnly={isReadOnly}
      off={!kept}
      found={file && kept?.isCut ? words.recorder.foundCut : ""}
      texts={{
        limit: texts.spokenLimit(formatSeconds(maxSeconds)),
        longest: texts.spokenLongest,
        noVoice: texts.spokenNoVoice,
      }}
    />
  );
}
