/** Plays one video for somebody who may watch it now. */

import { useEffect, useRef, useState } from "preact/hooks";
import sheet from "sheet:../style/video.css";
import { PieceCollector, type Piece } from "../learning/blocks/pieces.ts";
import { resetAudioSession, startPlaybackSession } from "../homework/recording/audio-session.ts";
import { ActButton } from "../ui/act-button.tsx";
import { NeedsNetwork, isWithoutNetwork } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { addSheet } from "../ui/sheets.ts";
import { videoWords } from "./words/index.ts";
import { Controls } from "./controls.tsx";
import { useFilmCopy } from "./film-copy.tsx";
import { useFullScreen } from "./full-screen.ts";
import { useMediaState } from "./media-state.ts";
import type { Playback, VideoPlace } from "./place.ts";
import { handleKey, type PlayerActs } from "./player-keys.ts";
import { readChoices, saveChoices } from "./saved-choices.ts";
import { Transcript } from "./transcript.tsx";
import { useSubtitles } from "./use-subtitles.ts";
import { VdoCipherFrame } from "./vdocipher-frame.tsx";
import { Watermark } from "./watermark.tsx";
import { Watching, type Quality, type WatchState } from "./watching.ts";

/** Where the player is (ms), and what was played since the last report. */
export interface WatchReport {
  position: number;
  pieces: Piece[];
  isPlaying: boolean;
}

export interface PlayerProps {
  place: VideoPlace;
  title: string;
  /** Width by height, where it is known before. */
  ratio?: number | undefined;
  /** Where to begin (ms); else where the server says that one stopped. */
  from?: number | undefined;
  report?: ((watched: WatchReport) => void) | undefined;
  /** Makes an address of the film as it was sent. */
  download?: (() => Promise<{ url: string }>) | undefined;
  /** Where subtitles are written: it plays when somebody wants it, has no transcript, and gives its element. */
  bare?: boolean;
  onMedia?: (media: HTMLVideoElement | null) => void;
}

const USUAL_RATIO = 16 / 9;
/** After so long (ms) without a touch the buttons leave a large picture that plays. */
const IDLE_MS = 3_000;

/** The styles of the player. It is shown when they are there. */
export function loadPlayerSheet(): Promise<void> {
  return addSheet(new URL(sheet, import.meta.url).href);
}

export function Player({ place, title, ratio, from, report, download, bare = false, onMedia }: PlayerProps) {
  const texts = videoWords.use();
  const box = useRef<HTMLDivElement>(null);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const watching = useRef<Watching>(undefined);
  const [watch, setWatch] = useState<WatchState>({ step: "opening" });
  const [playback, setPlayback] = useState<Playback>();
  const [lines, setLines] = useState<number[]>([]);
  const [choices, setChoices] = useState(readChoices);
  const [isLarge, enlarge] = useFullScreen(box);
  const isIdle = useIdle(box, isLarge);
  const state = useMediaState(video);
  const [isReading, setIsReading] = useState(false);
  const subtitles = useSubtitles(video, playback, choices, isReading);
  const ownCopy = useFilmCopy(place, playback);
  useReport(video, report);
  useEffect(() => {
    if (!video) return undefined;
    const mine = new Watching(
      video,
      place,
      choices.quality,
      { onState: setWatch, onPlayback: setPlayback, onLines: setLines },
      !bare,
    );
    watching.current = mine;
    void mine.open(from);
    onMedia?.(video);
    return () => {
      onMedia?.(null);
      mine.close();
    };
  }, [video]);
  useEffect(() => {
    saveChoices(choices);
    if (!video) return;
    video.defaultPlaybackRate = choices.rate;
    video.playbackRate = choices.rate;
  }, [video, choices]);
  useEffect(
    () =>
      bare
        ? undefined
        : box.current?.querySelector<HTMLElement>(".video-buttons button")?.focus({ preventScroll: true }),
    [state === undefined],
  );
  const duration = (playback?.duration_ms ?? 0) / 1000 || (state?.duration ?? 0);
  const seek = (time: number) => video && (video.currentTime = Math.min(Math.max(time, 0), duration));
  const acts: PlayerActs = {
    play: () => void (video?.paused ? video.play().catch(() => undefined) : video?.pause()),
    step: (seconds) => seek((video?.currentTime ?? 0) + seconds),
    jump: (part) => seek(duration * part),
    louder: (by) => video && (video.volume = Math.min(Math.max(video.volume + by, 0), 1)),
    mute: () => video && (video.muted = !video.muted),
    enlarge,
    captions: () => subtitles.languages.length && setChoices({ ...choices, captions: !choices.captions }),
  };
  const setQuality = (quality: Quality) => {
    setChoices({ ...choices, quality });
    watching.current?.setQuality(quality);
  };
  const setCaptions = (language: string) =>
    setChoices({ ...choices, captions: language !== "", captionsIn: language || choices.captionsIn });
  const shape = playback?.height ? playback.width / playback.height : (ratio ?? USUAL_RATIO);
  const size = (element: HTMLElement | null) => element?.style.setProperty("--ratio", String(shape));
  const isElsewhere = Boolean(playback?.vdocipher);
  const isSoundOnly = choices.quality === "audio";
  return (
    <>
      <div
        ref={box}
        class={`video ${isLarge ? "large" : ""} ${isIdle && state && !state.isPaused ? "idle" : ""}`}
        role="group"
        aria-label={title}
        onKeyDown={(event) => handleKey(event, acts)}
      >
        <div class="video-picture" ref={size} onClick={acts.play}>
          <video
            ref={setVideo}
            playsInline
            preload="auto"
            aria-label={title}
            hidden={watch.step === "refused" || watch.step === "broken" || isElsewhere}
          />
          {playback?.vdocipher && watch.step === "ready" ? (
            <VdoCipherFrame title={title} {...playback.vdocipher} />
          ) : null}
          {isSoundOnly ? <p class="video-sound">{texts.onlySound}</p> : null}
          {playback?.watermark.text && !isElsewhere ? <Watermark text={playback.watermark.text} /> : null}
          <WatchSign
            watch={watch}
            isWaiting={!isElsewhere && (state?.isWaiting ?? true)}
            again={() => watching.current?.again()}
          />
        </div>
        {state && !isElsewhere ? (
          <Controls
            state={state}
            acts={acts}
            duration={duration}
            sprites={playback?.sprites ?? ""}
            seek={seek}
            isLarge={isLarge}
            putInWindow={
              video && document.pictureInPictureEnabled && !isSoundOnly ? () => void toggleWindow(video) : undefined
            }
            settings={{
              rate: choices.rate,
              setRate: (rate) => setChoices({ ...choices, rate }),
              quality: choices.quality,
              lines,
              hasAudio: playback?.has_audio ?? false,
              setQuality,
              languages: subtitles.languages,
              captions: choices.captions,
              captionsIn: subtitles.language ?? "",
              setCaptions,
              ownCopy,
            }}
          />
        ) : null}
      </div>
      {!bare && video && subtitles.language && !isElsewhere ? (
        <details class="video-said" onToggle={({ currentTarget: { open } }) => setIsReading(open)}>
          <summary>{texts.transcript}</summary>
          {isReading && subtitles.cues ? (
            <Transcript cues={subtitles.cues} language={subtitles.language} video={video} />
          ) : (
            <p class="quiet">{subtitles.hasFailed ? texts.noTranscript : texts.loading}</p>
          )}
        </details>
      ) : null}
      {download ? (
        <ActButton word={texts.save} class="plain" act={download} onDone={({ url }) => location.assign(url)} />
      ) : null}
    </>
  );
}

/** Why nothing is seen now. */
function WatchSign({ watch, isWaiting, again }: { watch: WatchState; isWaiting: boolean; again: () => void }) {
  const texts = videoWords.use();
  const stay = (event: Event) => event.stopPropagation();
  if (watch.step === "refused")
    return (
      <div class="video-sign" onClick={stay}>
        {isWithoutNetwork(watch.error) ? (
          <NeedsNetwork />
        ) : (
          <Problem error={watch.error} again={again} here={texts.refusals} />
        )}
      </div>
    );
  if (watch.step === "broken")
    return (
      <div class="video-sign" onClick={stay}>
        <p role="alert">{texts.broken}</p>
        <button type="button" onClick={again}>
          {texts.again}
        </button>
      </div>
    );
  if (watch.step === "ready" && !isWaiting) return null;
  return (
    <p class="video-wait" role="status">
      {watch.step === "stalled" ? texts.stalled : texts.loading}
    </p>
  );
}

async function toggleWindow(video: HTMLVideoElement): Promise<void> {
  const work = document.pictureInPictureElement ? document.exitPictureInPicture() : video.requestPictureInPicture();
  await work.catch(() => undefined);
}

/** Tells which pieces are played. */
function useReport(video: HTMLVideoElement | null, report: PlayerProps["report"]): void {
  const tell = useRef(report);
  tell.current = report;
  useEffect(() => {
    if (!video) return undefined;
    const collector = new PieceCollector();
    const position = () => video.currentTime * 1000;
    const send = () =>
      tell.current?.({
        position: Math.round(position()),
        pieces: collector.take(),
        isPlaying: !video.paused && !video.ended,
      });
    const move = () => {
      if (video.paused || video.seeking || !video.readyState) return;
      collector.move(position());
      send();
    };
    const stop = () => {
      // A film that is taken away stands at 0.
      collector.stop(video.readyState ? position() : undefined);
      resetAudioSession();
      if (video.readyState) send();
    };
    const jump = () => collector.stop();
    const listeners = {
      play: startPlaybackSession,
      playing: move,
      timeupdate: move,
      seeking: jump,
      emptied: jump,
      pause: stop,
      ended: stop,
    };
    for (const [event, work] of Object.entries(listeners)) video.addEventListener(event, work);
    return () => {
      stop();
      for (const [event, work] of Object.entries(listeners)) video.removeEventListener(event, work);
    };
  }, [video]);
}

/** Whether nobody has touched it for a while; only asked of a large picture. */
function useIdle(box: { current: HTMLElement | null }, isLarge: boolean): boolean {
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element || !isLarge) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const touch = () => {
      clearTimeout(timer);
      setIsIdle(false);
      timer = setTimeout(() => setIsIdle(true), IDLE_MS);
    };
    const events = ["pointermove", "pointerdown", "keydown", "focusin"];
    for (const event of events) element.addEventListener(event, touch);
    touch();
    return () => {
      clearTimeout(timer);
      setIsIdle(false);
      for (const event of events) element.removeEventListener(event, touch);
    };
  }, [isLarge]);
  return isIdle;
}
