/** What plays an HLS stream in an element: hls.js, or the browser itself where it has no MediaSource. */

import type { StreamEvents, StreamSource, VideoStream } from "./stream-types.ts";

/** What browsers must know for hls.js: H.264 with AAC in fragments. */
const CODECS = 'video/mp4; codecs="avc1.42E01E,mp4a.40.2"';

type SourceConstructor = { isTypeSupported: (type: string) => boolean } | undefined;

/** Play it. Rejects where hls.js is needed and cannot be had now. */
export async function startStream(
  video: HTMLVideoElement,
  source: StreamSource,
  on: StreamEvents,
): Promise<VideoStream> {
  if (hasMediaSource()) {
    const { startHls } = await import("./hls-stream.ts");
    return startHls(video, source, on);
  }
  return startNative(video, source, on);
}

/** Whether hls.js plays here; else the browser itself does. */
export function hasMediaSource(): boolean {
  const { ManagedMediaSource, MediaSource } = globalThis as {
    ManagedMediaSource?: SourceConstructor;
    MediaSource?: SourceConstructor;
  };
  return Boolean((ManagedMediaSource ?? MediaSource)?.isTypeSupported(CODECS));
}

/** The browser chooses the quality and does not say why it failed: a new token finds out. */
function startNative(video: HTMLVideoElement, { url, from }: StreamSource, on: StreamEvents): VideoStream {
  if (!video.canPlayType("application/vnd.apple.mpegurl")) {
    on.onBroken();
    return { setToken: () => false, setLines: () => undefined, destroy: () => undefined };
  }
  const begin = () => void (video.currentTime = from);
  video.addEventListener("loadedmetadata", begin, { once: true });
  video.addEventListener("error", on.onRefused);
  video.addEventListener("canplay", on.onLoaded);
  video.src = url;
  on.onLines([]);
  return {
    setToken: () => false,
    setLines: () => undefined,
    destroy: () => {
      video.removeEventListener("loadedmetadata", begin);
      video.removeEventListener("error", on.onRefused);
      video.removeEventListener("canplay", on.onLoaded);
      video.removeAttribute("src");
      video.load();
    },
  };
}
