/** The files of an answer that was handed in: recordings to hear, others to open. */

import { useEffect, useRef, useState } from "preact/hooks";
import { formatSize } from "../../learning/blocks/file-block.tsx";
import { takeWords } from "./words/index.ts";
import type { AnswerFile, QuizResponse } from "./calls.ts";
import { listFiles } from "./responses.ts";

/** How long (ms) after new addresses were asked for they are not asked for again. */
const RENEWED_MS = 60_000;

interface AnswerFilesProps {
  files: readonly AnswerFile[];
  response: QuizResponse | null;
  /** Load the attempt again: addresses hold for five minutes. */
  renew: () => void;
}

/** Those of its files that an answer names. */
export function AnswerFiles({ files, response, renew }: AnswerFilesProps) {
  const texts = takeWords.use();
  const named = listFiles(response);
  return (
    <ul class={response?.kind === "speak" ? undefined : "rows quiz-files"}>
      {files
        .filter(({ id }) => named.includes(id))
        .map(({ id, name, content_type: type, size, url }) => (
          <li key={id}>
            {url === null ? (
              <span class="quiet">{texts.fileGone}</span>
            ) : (
              <span>
                {type.startsWith("audio/") || response?.kind === "speak" ? (
                  <Sound url={url} name={texts.recording} renew={renew} />
                ) : null}
                {response?.kind === "speak" ? null : (
                  <a href={url} target="_blank" rel="noopener">
                    {name}
                  </a>
                )}
                {response?.kind === "speak" ? null : <span class="quiet small number">{formatSize(size)}</span>}
              </span>
            )}
          </li>
        ))}
    </ul>
  );
}

/** A player of the browser. A new address does not stop what plays: it is taken when the old one fails. */
export function Sound({ url, name, renew }: { url: string; name: string; renew: () => void }) {
  const [address, setAddress] = useState(url);
  const [isFailed, setIsFailed] = useState(false);
  const renewedAt = useRef(0);
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    if (!isFailed) return undefined;
    if (url !== address) {
      setAddress(url);
      setIsFailed(false);
      return undefined;
    }
    if (navigator.onLine && Date.now() - renewedAt.current > RENEWED_MS) {
      renewedAt.current = Date.now();
      renew();
    }
    const again = () => {
      audio.current?.load();
      setIsFailed(false);
    };
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [isFailed, url]);
  return (
    <audio
      ref={audio}
      class="quiz-sound"
      controls
      preload="none"
      src={address}
      aria-label={name}
      onError={() => setIsFailed(true)}
    />
  );
}
