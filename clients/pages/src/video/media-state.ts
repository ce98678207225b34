/** What a media element does now, drawn anew when it changes. */

import { useEffect, useState } from "preact/hooks";

export interface MediaState {
  isPaused: boolean;
  /** It wants to go on and has nothing to show. */
  isWaiting: boolean;
  /** Seconds. */
  time: number;
  duration: number;
  /** How far (s) it is loaded. */
  loaded: number;
  volume: number;
  isMuted: boolean;
  rate: number;
}

const EVENTS = [
  "play",
  "playing",
  "pause",
  "waiting",
  "seeking",
  "seeked",
  "timeupdate",
  "durationchange",
  "progress",
  "volumechange",
  "ratechange",
  "ended",
  "emptied",
  "loadeddata",
];

export function useMediaState(media: HTMLVideoElement | null): MediaState | undefined {
  const [state, setState] = useState<MediaState>();
  useEffect(() => {
    if (!media) return undefined;
    const look = () => setState(readState(media));
    for (const event of EVENTS) media.addEventListener(event, look);
    look();
    return () => {
      for (const event of EVENTS) media.removeEventListener(event, look);
    };
  }, [media]);
  return state;
}

function readState(media: HTMLVideoElement): MediaState {
  const { currentTime: time, duration, buffered } = media;
  const ranges = [...Array(buffered.length).keys()].map(
    (place) => [buffered.start(place), buffered.end(place)] as const,
  );
  return {
    isPaused: media.paused,
    isWaiting: !media.paused && !media.ended && media.readyState < HTMLMediaElement.HAVE_FUTURE_DATA,
    time,
    duration: Number.isFinite(duration) ? duration : 0,
    loaded: ranges.find(([from, to]) => from <= time && time <= to)?.[1] ?? time,
    volume: media.volume,
    isMuted: media.muted || media.volume === 0,
    rate: media.playbackRate,
  };
}
