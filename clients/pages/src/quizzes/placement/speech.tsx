/** After the level: a text that may be read aloud. The recording stays in this page until the server has it. */

import { useCallback, useEffect, useId, useState } from "preact/hooks";
import { ApiError, newId } from "@talim/client";
import { getServerTime } from "../../clock.ts";
import type { DocumentNode } from "../../learning/blocks/block-types.ts";
import { DocumentText } from "../../learning/blocks/document.tsx";
import { formatSeconds } from "../../format.ts";
import { setUnsaved } from "../../homework/recording/close-warning.ts";
import { getFileExtension } from "../../homework/recording/formats.ts";
import { talim } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useSettled } from "../../ui/settled.ts";
import { getTimeout, withTimeout } from "../../upload-chunks.ts";
import { useWorkInProgress } from "../../work-in-progress.ts";
import { placementWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { ConsentMissing } from "../voice/consent-missing.tsx";
import { VoiceRecorder } from "../voice/recorder.tsx";
import { useRecording, type RecordingPlace } from "../voice/use-recording.ts";
import type { AskedSpeech, PlacementSession } from "./session.ts";

export interface SpeechProps {
  speech: AskedSpeech;
  /** When the session ends: later no recording is taken. */
  expiresAt: string;
  secret: string;
  onDone: (session: PlacementSession) => void;
  /** Told whether something is recorded that the server does not have. */
  onHold: (holds: boolean) => void;
}

export function Speech({ speech, expiresAt, secret, onDone, onHold }: SpeechProps) {
  const texts = placementWords.use();
  const title = useId();
  const [isOver, setIsOver] = useState(() => getServerTime() >= Date.parse(expiresAt));
  const renew = useCallback(() => void fetchSession(secret).then(onDone, () => undefined), [secret, onDone]);
  return (
    <section class="placement-speech" aria-labelledby={title}>
      <h2 id={title}>{texts.readAloud}</h2>
      {speech.is_recorded ? (
        <p role="status">{texts.speechSent}</p>
      ) : isOver ? (
        <p role="status">{texts.speechOver}</p>
      ) : speech.may_record ? (
        <ReadAloud speech={speech} secret={secret} onDone={onDone} onHold={onHold} onOver={() => setIsOver(true)} />
      ) : (
        <ConsentMissing renew={renew} />
      )}
    </section>
  );
}

function fetchSession(secret: string): Promise<PlacementSession> {
  return talim.api.post("/quizzes/placement/session/", { body: { secret } });
}

type AllowedBy = "self" | "guardian";

const ALLOWED_BY: AllowedBy[] = ["self", "guardian"];

interface ReadAloudProps extends Omit<SpeechProps, "expiresAt"> {
  onOver: () => void;
}

function ReadAloud(props: ReadAloudProps) {
  const texts = placementWords.use();
  const name = useId();
  const { language, prompt, text } = props.speech;
  const [allowedBy, setAllowedBy] = useState<AllowedBy>();
  return (
    <>
      <p>{texts.speechHelp}</p>
      <div class="field" role="radiogroup" aria-label={texts.whoAllows}>
        <span class="label">{texts.whoAllows}</span>
        <div class="placement-options">
          {ALLOWED_BY.map((who) => (
            <label key={who} class="choice-option">
              <input type="radio" name={name} checked={who === allowedBy} onChange={() => setAllowedBy(who)} />
              <span>{texts.allowedBy[who]}</span>
            </label>
          ))}
        </div>
      </div>
      {allowedBy ? (
        <>
          <div lang={language}>
            <DocumentText document={prompt as unknown as DocumentNode} />
            {text ? <p class="reading">{text}</p> : null}
          </div>
          <SpeechRecorder {...props} allowedBy={allowedBy} />
        </>
      ) : null}
    </>
  );
}

/** A recording that the server does not have. */
interface KeptSpeech {
  key: string;
  file: File;
}

function SpeechRecorder({
  speech,
  secret,
  allowedBy,
  onDone,
  onHold,
  onOver,
}: ReadAloudProps & { allowedBy: AllowedBy }) {
  const words = useWords();
  const texts = placementWords.use();
  const [kept, setKept] = useState<KeptSpeech>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const recording = useRecording(
    async () => buildPlace((file) => (setError(undefined), setKept({ key: newId(), file }))),
    { maxSeconds: speech.max_seconds, hasEarlier: kept !== undefined },
  );
  const isRecording = recording.state.phase === "recording";
  const isSettled = useSettled(recording.state.phase);
  useHeld(kept);
  useEffect(() => onHold(isRecording || kept !== undefined), [isRecording, kept]);
  useEffect(() => () => onHold(false), []);
  const send = async (file: File) => {
    setBusy(true);
    setError(undefined);
    try {
      onDone(await sendSpeech(secret, allowedBy, file));
    } catch (reason) {
      if (reason instanceof ApiError && reason.code === "attempt_closed") return onOver();
      setError(() => reason);
    } finally {
      setBusy(false);
    }
  };
  const drop = () => {
    setError(undefined);
    setKept(undefined);
  };
  const { recorder } = words;
  return (
    <>
      <VoiceRecorder
        recording={recording}
        file={kept && { key: kept.key, fetch: () => Promise.resolve(kept.file) }}
        off={busy}
        texts={{
          limit: texts.speechLimit(formatSeconds(speech.max_seconds)),
          longest: recorder.tooLong,
          noVoice: recorder.noVoice,
        }}
      >
        {kept ? (
          <>
            <Button off={busy || !isSettled} onClick={drop}>
              {recorder.drop}
            </Button>
            <Button class="main" off={busy || !isSettled} onClick={() => void send(kept.file)}>
              {busy ? texts.speechSending : error ? texts.speechSendAgain : texts.speechSend}
            </Button>
          </>
        ) : null}
      </VoiceRecorder>
      {error ? (
        <>
          <Problem error={error} here={recorder.errors} />
          <p class="quiet">{texts.speechKept}</p>
        </>
      ) : null}
    </>
  );
}

/** Send it; one that is there already is not sent twice, such as after an answer that was lost on its way. */
async function sendSpeech(secret: string, allowedBy: AllowedBy, file: File): Promise<PlacementSession> {
  try {
    return await withTimeout(getTimeout({}, file.size), (signal) =>
      talim.api.post("/quizzes/placement/speech/", { form: { secret, allowed_by: allowedBy, file }, signal }),
    );
  } catch (reason) {
    if (!(reason instanceof ApiError && ["conflict", "consent_missing"].includes(reason.code))) throw reason;
    return fetchSession(secret);
  }
}

/** While something is kept, the browser asks before it closes the page. */
function useHeld(kept: object | undefined): void {
  useWorkInProgress(kept !== undefined);
  useEffect(() => {
    if (!kept) return undefined;
    setUnsaved(kept, true);
    return () => setUnsaved(kept, false);
  }, [kept]);
}

/** In the memory of this page. */
function buildPlace(keep: (file: File) => void): RecordingPlace {
  let type = "";
  return {
    begin: (given) => void (type = given),
    addPiece: () => undefined,
    finish: async (whole) => {
      if (whole.size) keep(new File([whole], `recording.${getFileExtension(type)}`, { type }));
    },
    release: () => undefined,
  };
}
