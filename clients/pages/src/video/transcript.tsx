/** What is said in the film, to read and to search: whoever chooses a sentence hears it. */

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { videoWords } from "./words/index.ts";
import { formatClock } from "./clock-time.ts";
import { findCue, foldText, type Cue } from "./cues.ts";

interface TranscriptProps {
  cues: Cue[];
  language: string;
  video: HTMLVideoElement;
}

export function Transcript({ cues, language, video }: TranscriptProps) {
  const texts = videoWords.use();
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const [sought, setSought] = useState("");
  const wanted = foldText(sought.trim());
  const found = useMemo(
    () =>
      cues.map((cue, place) => ({ ...cue, place })).filter(({ text }) => !wanted || foldText(text).includes(wanted)),
    [cues, wanted],
  );
  useCurrent(list, video, cues, wanted === "", found);
  const play = (start: number) => {
    video.currentTime = start;
    void video.play().catch(() => undefined);
  };
  const rows = useMemo(
    () =>
      found.map(({ start, text, place }) => (
        <li key={place}>
          <button type="button" class="plain" data-place={place} onClick={() => play(start)}>
            <span class="number small">{formatClock(start)}</span>
            <span lang={language}>{text}</span>
          </button>
        </li>
      )),
    [found, language, video],
  );
  return (
    <section class="video-transcript" aria-label={texts.transcript}>
      <label for={id}>{texts.seekText}</label>
      <input
        id={id}
        type="search"
        value={sought}
        autoComplete="off"
        onInput={({ currentTarget: { value } }) => setSought(value)}
      />
      <p class="small quiet" role="status">
        {wanted ? texts.foundTexts(found.length) : ""}
      </p>
      <ol ref={list}>{rows}</ol>
    </section>
  );
}

/** Mark the sentence that is said now. While the film plays the list follows, unless somebody reads elsewhere in it or searches. */
function useCurrent(
  list: { current: HTMLOListElement | null },
  video: HTMLVideoElement,
  cues: Cue[],
  follows: boolean,
  found: unknown,
): void {
  useEffect(() => {
    let marked: Element | undefined;
    const move = () => {
      const box = list.current;
      const button = box?.querySelector<HTMLElement>(`[data-place="${findCue(cues, video.currentTime)}"]`) ?? undefined;
      if (!box || button === marked) return;
      marked?.removeAttribute("aria-current");
      marked = button;
      button?.setAttribute("aria-current", "true");
      if (!button || !follows || video.paused || box.contains(document.activeElement)) return;
      const [inner, outer] = [button.getBoundingClientRect(), box.getBoundingClientRect()];
      box.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
    };
    move();
    for (const event of ["timeupdate", "seeked"]) video.addEventListener(event, move);
    return () => {
      marked?.removeAttribute("aria-current");
      for (const event of ["timeupdate", "seeked"]) video.removeEventListener(event, move);
    };
  }, [video, cues, follows, found]);
}
