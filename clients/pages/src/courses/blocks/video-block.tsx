/** A video of a lesson: its title and picture first; the player comes when somebody wants to see it. */

import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { formatClock } from "../../video/clock-time.ts";
import { LazyPlayer } from "../../video/lazy-player.tsx";
import type { WatchReport } from "../../video/player.tsx";
import { courseBlockWords } from "../../words/courses/blocks/index.ts";
import type { PlayReport } from "./audio-block.tsx";
import type { BlockOf, ShownVideo } from "./block-types.ts";
import { LessonPlaceContext } from "./lesson-place.ts";

/** How often (ms) is asked again while the video is being prepared. */
const PREPARING_MS = 15_000;
const USUAL_RATIO = 16 / 9;

interface VideoBlockProps {
  block: BlockOf<"video">;
  /** Where to go on (ms). */
  from?: number | undefined;
  report?: ((played: PlayReport) => void) | undefined;
  /** Ask for the block anew: whether it is ready by now. */
  renew?: (() => void) | undefined;
}

export function VideoBlock({ block, from, report, renew }: VideoBlockProps) {
  const texts = courseBlockWords.use();
  const place = useContext(LessonPlaceContext);
  const [isOpen, open] = useState(false);
  const { id, file, title, transcript, video } = block;
  const isPreparing = video !== undefined && video !== null && !video.is_ready;
  const ask = useRef(renew);
  ask.current = renew;
  useEffect(() => {
    if (!isPreparing) return undefined;
    const timer = setInterval(() => ask.current?.(), PREPARING_MS);
    return () => clearInterval(timer);
  }, [isPreparing]);
  if (!file) return null;
  const name = title || file.title;
  const watched = report && ((seen: WatchReport) => report({ block: id, ...seen }));
  return (
    <figure class="lesson-video">
      <figcaption>
        <strong>{name}</strong>
      </figcaption>
      {!video || !place ? (
        <p class="quiet">{texts.videoGone}</p>
      ) : isPreparing ? (
        <p class="quiet" role="status">
          <Icon name="clock" /> {texts.videoPreparing(video.percent)}
        </p>
      ) : isOpen ? (
        <LazyPlayer place={{ in: place.isDraft ? "draft" : "lesson", lesson: place.lesson, block: id }} title={name} ratio={getRatio(video)} from={from} report={watched} />
      ) : (
        <VideoStart name={name} video={video} start={() => open(true)} />
      )}
      {transcript ? (
        <details>
          <summary>{texts.transcript}</summary>
          <p class="transcript">{transcript}</p>
        </details>
      ) : null}
    </figure>
  );
}

function VideoStart({ name, video, start }: { name: string; video: ShownVideo; start: () => void }) {
  const texts = courseBlockWords.use();
  const [isMissing, miss] = useState(false);
  const size = (element: HTMLElement | null) => element?.style.setProperty("--ratio", String(getRatio(video)));
  const length = video.duration_ms === null ? "" : formatClock(video.duration_ms / 1000);
  return (
    <button type="button" class="video-start" ref={size} aria-label={texts.watch(name, length)} onClick={start}>
      {video.poster && !isMissing ? <img src={video.poster} alt="" width={video.width} height={video.height} loading="lazy" onError={() => miss(true)} /> : null}
      <span class="video-start-sign">
        <Icon name="play" /> {length}
      </span>
    </button>
  );
}

/** Width by height; of what has no picture the usual one. */
function getRatio({ width, height }: ShownVideo): number {
  return width && height ? width / height : USUAL_RATIO;
}
