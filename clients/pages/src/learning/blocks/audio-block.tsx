/** A sound of a lesson. It begins where one stopped last, and tells which pieces of it were heard. */

import { useEffect, useRef, useState } from "preact/hooks";
import { getServerTime } from "../../clock.ts";
import { resetAudioSession, startPlaybackSession } from "../../homework/recording/audio-session.ts";
import { courseBlockWords } from "./words/index.ts";
import type { BlockOf, CourseFile } from "./block-types.ts";
import { MissingFile, SaveLink } from "./file-block.tsx";
import { PieceCollector, type Piece } from "./pieces.ts";

/** What a lesson is told while something plays. */
export interface PlayReport {
  block: string;
  /** Where the player is (ms). */
  position: number;
  /** What was played since the last report. */
  pieces: Piece[];
  isPlaying: boolean;
}

/** Whoever is this near (ms) to the end begins anew. */
const AT_END_MS = 2_000;

export function AudioBlock({
  block: { id, file, title, transcript },
  from = 0,
  report,
  renew,
}: {
  block: BlockOf<"audio">;
  /** Where to go on (ms). */
  from?: number | undefined;
  report?: ((played: PlayReport) => void) | undefined;
  /** Ask for the file's address anew: it holds for some time only. */
  renew?: (() => void) | undefined;
}) {
  const texts = courseBlockWords.use();
  const player = useRef<HTMLAudioElement>(null);
  const collector = useRef(new PieceCollector());
  const [isMissing, setIsMissing] = useState(false);
  const reached = useRef(from);
  const address = useLastingAddress(file, isMissing);
  const tell = useRef(report);
  tell.current = report;
  const send = () => {
    const audio = player.current;
    if (!audio) return;
    const isPlaying = !audio.paused && !audio.ended;
    reached.current = Math.round(audio.currentTime * 1000);
    tell.current?.({ block: id, position: reached.current, pieces: collector.current.take(), isPlaying });
  };
  useEffect(() => send, []);
  useEffect(() => {
    if (!isMissing) return undefined;
    const again = () => (renew?.(), player.current?.load());
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [isMissing]);
  if (!file) return null;
  const position = () => (player.current?.currentTime ?? 0) * 1000;
  const goOn = () => {
    const audio = player.current;
    setIsMissing(false);
    if (audio && reached.current && reached.current < audio.duration * 1000 - AT_END_MS)
      audio.currentTime = reached.current / 1000;
  };
  const handleError = () => {
    setIsMissing(true);
    if (navigator.onLine && file.expires_at && Date.parse(file.expires_at) < getServerTime()) renew?.();
  };
  const stop = () => {
    collector.current.stop(position());
    resetAudioSession();
    send();
  };
  return (
    <figure class="lesson-audio">
      {title ? <figcaption>{title}</figcaption> : null}
      <audio
        ref={player}
        src={address}
        controls
        preload="metadata"
        aria-label={title || file.title}
        hidden={isMissing}
        onLoadedMetadata={goOn}
        onError={handleError}
        onPlay={() => startPlaybackSession()}
        onPlaying={() => collector.current.move(position())}
        onTimeUpdate={() => {
          if (player.current?.paused || player.current?.seeking) return;
          collector.current.move(position());
          send();
        }}
        onSeeking={() => collector.current.stop()}
        onPause={stop}
        onEnded={stop}
      />
      {isMissing ? <MissingFile title={title || file.title} /> : null}
      {transcript ? (
        <details>
          <summary>{texts.transcript}</summary>
          <p class="transcript">{transcript}</p>
        </details>
      ) : null}
      <SaveLink file={file} />
    </figure>
  );
}

/** The address stays while it works, so that nothing stops when the page is told a newer one. */
function useLastingAddress(file: CourseFile | null, isBroken: boolean): string | undefined {
  const kept = useRef<CourseFile | null>(file);
  if (isBroken || kept.current?.id !== file?.id) kept.current = file;
  return kept.current?.url;
}
