/** A video of a lesson: its title and picture first; the player comes when somebody wants to see it. */

import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { showSection } from "../../router.tsx";
import { Icon } from "../../ui/icon.tsx";
import { formatClock } from "../../video/clock-time.ts";
import { LazyPlayer } from "../../video/lazy-player.tsx";
import type { WatchReport } from "../../video/player.tsx";
import { courseBlockWords } from "./words/index.ts";
import type { PlayReport } from "./audio-block.tsx";
import type { BlockOf, ShownVideo } from "./block-types.ts";
import { getBlockElementId } from "./block-id.ts";
import { LessonPlaceContext, type LessonMoment } from "./lesson-place.ts";

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
  const [isOpen, setIsOpen] = useState(false);
  const { id, file, title, transcript, video } = block;
  const isPreparing = video !== undefined && video !== null && !video.is_ready;
  const ask = useRef(renew);
  ask.current = renew;
  useEffect(() => {
    if (!isPreparing) return undefined;
    const timer = setInterval(() => ask.current?.(), PREPARING_MS);
    return () => clearInterval(timer);
  }, [isPreparing]);
  const shown = useMoment(id, place?.moment, () => setIsOpen(true));
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
        <LazyPlayer
          place={{ in: place.isDraft ? "draft" : "lesson", lesson: place.lesson, block: id }}
          title={name}
          ratio={getRatio(video)}
          from={shown.from ?? from}
          report={watched}
          onMedia={shown.take}
        />
      ) : (
        <VideoStart name={name} video={video} start={() => setIsOpen(true)} />
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

/** Tells the lesson where the video is, and goes where somebody wants to see it. */
function useMoment(
  block: string,
  moment: LessonMoment | undefined,
  open: () => void,
): { from: number | undefined; take: (media: HTMLVideoElement | null) => void } {
  const [media, setMedia] = useState<HTMLVideoElement | null>(null);
  const [from, setFrom] = useState<number>();
  const present = useRef(media);
  present.current = media;
  useEffect(() => {
    if (!moment) return undefined;
    const go = () => {
      const wanted = moment.wanted.get();
      if (wanted?.block !== block) return;
      setFrom(wanted.second * 1000);
      open();
      const element = document.getElementById(getBlockElementId(block));
      if (element) showSection(element);
      if (!present.current) return;
      present.current.currentTime = wanted.second;
      void present.current.play().catch(() => undefined);
    };
    go();
    return moment.wanted.subscribe(go);
  }, [block, moment]);
  useEffect(() => {
    if (!media || !moment) return undefined;
    const tell = () => media.readyState && moment.now.set(Math.floor(media.currentTime));
    const events = ["timeupdate", "seeked", "pause"];
    for (const event of events) media.addEventListener(event, tell);
    return () => events.forEach((event) => media.removeEventListener(event, tell));
  }, [media, moment]);
  return { from, take: setMedia };
}

function VideoStart({ name, video, start }: { name: string; video: ShownVideo; start: () => void }) {
  const texts = courseBlockWords.use();
  const [isMissing, setIsMissing] = useState(false);
  const size = (element: HTMLElement | null) => element?.style.setProperty("--ratio", String(getRatio(video)));
  const length = video.duration_ms === null ? "" : formatClock(video.duration_ms / 1000);
  return (
    <button type="button" class="video-start" ref={size} aria-label={texts.watch(name, length)} onClick={start}>
      {video.poster && !isMissing ? (
        <img
          src={video.poster}
          alt=""
          width={video.width}
          height={video.height}
          loading="lazy"
          onError={() => setIsMissing(true)}
        />
      ) : null}
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
