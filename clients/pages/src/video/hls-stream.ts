/** Plays a stream by hls.js. */

import Hls, { type ErrorData, type Level } from "hls.js";
import type { StreamEvents, StreamSource, VideoStream } from "./stream-types.ts";

/** How much (s) is loaded ahead, and kept behind for who looks back. */
const [AHEAD, MOST_AHEAD, BEHIND] = [30, 60, 60];
/** How long (ms) to wait before another try, doubled each time up to the most. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [1_000, 15_000];
const MOST_REPAIRS = 3;
/** Where the token goes; `-` stands in its place in addresses, so that they stay when there is a new one. */
const [TOKEN_HEADER, TOKEN_PATH] = ["Playback-Token", "/video/-/"];
/** The token or the address of a file holds no longer. */
const REFUSED = [401, 403, 404, 409, 410];

export function startHls(
  video: HTMLVideoElement,
  { token: begun, url: address, from, lines }: StreamSource,
  on: StreamEvents,
): VideoStream {
  // The policy of the pages lets no worker be made of text; fragments of MP4 need little work, and the browser decrypts.
  const hls = new Hls({
    enableWorker: false,
    startPosition: from,
    maxBufferLength: AHEAD,
    maxMaxBufferLength: MOST_AHEAD,
    backBufferLength: BEHIND,
    capLevelToPlayerSize: true,
    // The player has its own tracks of subtitles.
    enableWebVTT: false,
    enableCEA708Captions: false,
    xhrSetup: (request, asked) => {
      const { origin, pathname } = new URL(asked, location.href);
      if (origin === location.origin && pathname.startsWith(TOKEN_PATH)) request.setRequestHeader(TOKEN_HEADER, token);
    },
  });
  const url = address.replace(`/${begun}/`, "/-/");
  let token = begun;
  let wanted = lines;
  let pause = FIRST_PAUSE;
  let repairs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const goOn = () => {
    clearTimeout(timer);
    timer = undefined;
    if (hls.levels.length) hls.startLoad(video.currentTime || from);
    else hls.loadSource(url);
  };
  const goOnNow = () => timer !== undefined && goOn();
  const choose = () => {
    hls.nextLevel = wanted === undefined ? -1 : hls.levels.findIndex((level) => countLines(level) === wanted);
  };
  const fail = (data: ErrorData) => {
    if (REFUSED.includes(data.response?.code ?? 0)) return on.onRefused();
    if (!data.fatal) return undefined;
    if (data.type === Hls.ErrorTypes.NETWORK_ERROR) {
      on.onStalled();
      clearTimeout(timer);
      timer = setTimeout(goOn, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      return undefined;
    }
    if (data.type !== Hls.ErrorTypes.MEDIA_ERROR || repairs >= MOST_REPAIRS) return on.onBroken();
    repairs += 1;
    hls.recoverMediaError();
    return undefined;
  };
  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    on.onLines([...new Set(hls.levels.map(countLines).filter(Boolean))].sort((one, other) => other - one));
    if (wanted !== undefined) choose();
  });
  hls.on(Hls.Events.FRAG_BUFFERED, () => {
    pause = FIRST_PAUSE;
    on.onLoaded();
  });
  hls.on(Hls.Events.ERROR, (_, data) => fail(data));
  addEventListener("online", goOnNow);
  hls.loadSource(url);
  hls.attachMedia(video);
  return {
    setToken: (given) => {
      token = given;
      goOn();
      if (wanted !== undefined) choose();
      return true;
    },
    setLines: (chosen) => {
      wanted = chosen;
      choose();
    },
    destroy: () => {
      clearTimeout(timer);
      removeEventListener("online", goOnNow);
      hls.destroy();
    },
  };
}

/** A film that stands upright has as many lines as one that lies. */
function countLines({ width, height }: Level): number {
  return Math.min(width, height);
}
