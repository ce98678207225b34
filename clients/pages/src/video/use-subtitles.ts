/** The subtitles of the film that plays: in which language, whether they are shown over it, and their sentences. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { getLanguage } from "../words/index.ts";
import { readCues, type Cue } from "./cues.ts";
import type { Playback } from "./place.ts";
import type { VideoChoices } from "./saved-choices.ts";
import { hasMediaSource } from "./stream.ts";

export interface SubtitlesOfVideo {
  languages: Playback["subtitles"];
  /** The chosen one, or the one nearest to the language of the page. */
  language: string | undefined;
  cues: Cue[] | undefined;
  hasFailed: boolean;
}

/** They are fetched when they are wanted first: over the film, or `read` under it. */
export function useSubtitles(
  video: HTMLVideoElement | null,
  playback: Playback | undefined,
  { captions, captionsIn }: VideoChoices,
  read: boolean,
): SubtitlesOfVideo {
  const languages = playback?.subtitles ?? [];
  const own = getLanguage();
  const track =
    languages.find(({ language }) => language === captionsIn) ??
    languages.find(({ language }) => language.split("-")[0] === own) ??
    languages[0];
  const language = track?.language;
  const [found, setFound] = useState<{ language: string; cues: Cue[] | undefined }>();
  const isHere = found !== undefined && found.language === language;
  const wanted = (captions || read) && !(isHere && found.cues);
  useEffect(() => {
    if (!track || !wanted) return undefined;
    let isWanted = true;
    fetchCues(track.url).then(
      (cues) => isWanted && setFound({ language: track.language, cues }),
      () => isWanted && setFound({ language: track.language, cues: undefined }),
    );
    return () => void (isWanted = false);
  }, [language, wanted, playback?.token]);
  const cues = isHere ? found.cues : undefined;
  useTracks(video, language, cues, captions);
  return useMemo(
    () => ({ languages, language, cues, hasFailed: isHere && !cues }),
    [languages, language, cues, isHere],
  );
}

/** Show them over the film, by the browser: in its own full screen and small window too. */
function useTracks(
  video: HTMLVideoElement | null,
  language: string | undefined,
  cues: Cue[] | undefined,
  isShown: boolean,
): void {
  const made = useRef(new Map<string, TextTrack>());
  useEffect(() => made.current.clear(), [video]);
  useEffect(() => {
    if (!video || !language) return undefined;
    const show = () => {
      for (const track of video.textTracks) {
        const mode = isShown && track.language === language ? "showing" : "disabled";
        if (track.mode !== mode) track.mode = mode;
      }
    };
    // A browser that plays HLS itself makes the tracks, of the playlist.
    if (hasMediaSource() && cues && !made.current.has(language)) {
      const track = video.addTextTrack("subtitles", language, language);
      for (const { start, end, payload } of cues) track.addCue(new VTTCue(start, end, payload));
      made.current.set(language, track);
    }
    show();
    video.textTracks.addEventListener("addtrack", show);
    return () => video.textTracks.removeEventListener("addtrack", show);
  }, [video, language, cues, isShown]);
}

async function fetchCues(address: string): Promise<Cue[]> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return readCues(await answer.text());
}
