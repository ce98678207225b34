/** A sound of a lesson. It begins where one stopped last, and tells which pieces of it were heard. */

import { useEffect, useRef, useState } from "preact/hooks";
import { resetAudioSession, startPlaybackSession } from "../../recording/audio-session.ts";
import { courseBlockWords } from "../../words/courses/blocks/index.ts";
import type { BlockOf } from "./block-types.ts";
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
}: {
  block: BlockOf<"audio">;
  /** Where to go on (ms). */
  from?: number | undefined;
  report?: ((played: PlayReport) => void) | undefined;
}) {
  const texts = courseBlockWords.use();
  const player = useRef<HTMLAudioElement>(null);
  const collector = useRef(new PieceCollector());
  const [isMissing, miss] = useState(false);
  const tell = useRef(report);
  tell.current = report;
  const send = () => {
    const audio = player.current;
    if (!audio) return;
    const isPlaying = !audio.paused && !audio.ended;
    tell.current?.({ block: id, position: Math.round(audio.currentTime * 1000), pieces: collector.current.take(), isPlaying });
  };
  useEffect(() => send, []);
  useEffect(() => {
    const again = () => (miss(false), player.current?.load());
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, []);
  if (!file) return null;
  const position = () => (player.current?.currentTime ?? 0) * 1000;
  const goOn = () => {
    const audio = player.current;
    if (audio && from && from < audio.duration * 1000 - AT_END_MS) audio.currentTime = from / 1000;
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
        src={file.url}
        controls
        preload="metadata"
        aria-label={title || file.title}
        hidden={isMissing}
        onLoadedMetadata={goOn}
        onError={() => miss(true)}
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
