/** Changes of a list of sentences: each gives a new list. */

import type { SubtitleCue } from "./data.ts";

/** How long (ms) a new sentence is shown, where there is room. */
const USUAL_MS = 2_000;

export function changeCue(cues: SubtitleCue[], place: number, change: Partial<SubtitleCue>): SubtitleCue[] {
  return cues.map((cue, at) => (at === place ? { ...cue, ...change } : cue));
}

/** Cut a sentence at this sign of its text; the time is cut in the same part. */
export function splitCue(cues: SubtitleCue[], place: number, sign: number): SubtitleCue[] {
  const cue = cues[place];
  const [first, second] = [cue?.text.slice(0, sign).trim() ?? "", cue?.text.slice(sign).trim() ?? ""];
  if (!cue || !first || !second) return cues;
  const part = first.length / (first.length + second.length);
  const middle = Math.round(cue.start_ms + (cue.end_ms - cue.start_ms) * part);
  return splice(cues, place, 1, { ...cue, end_ms: middle, text: first }, { ...cue, start_ms: middle, text: second });
}

/** Put a sentence and the next one together. */
export function joinCue(cues: SubtitleCue[], place: number): SubtitleCue[] {
  const [cue, next] = [cues[place], cues[place + 1]];
  if (!cue || !next) return cues;
  return splice(cues, place, 2, {
    start_ms: cue.start_ms,
    end_ms: next.end_ms,
    text: [cue.text, next.text].filter(Boolean).join(" "),
  });
}

/** Put an empty sentence at this place, into the time that is free there. */
export function addCue(cues: SubtitleCue[], place: number): SubtitleCue[] {
  const start = cues[place - 1]?.end_ms ?? Math.max(0, (cues[place]?.start_ms ?? 0) - USUAL_MS);
  const end = Math.min(start + USUAL_MS, cues[place]?.start_ms ?? Infinity);
  return splice(cues, place, 0, { start_ms: start, end_ms: end, text: "" });
}

/** `toSpliced`, which older browsers do not have. */
function splice(cues: SubtitleCue[], place: number, count: number, ...added: SubtitleCue[]): SubtitleCue[] {
  return [...cues.slice(0, place), ...added, ...cues.slice(place + count)];
}
