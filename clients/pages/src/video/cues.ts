/** Sentences of a film and when they are said, as WebVTT tells them. */

export interface Cue {
  /** Seconds. */
  start: number;
  end: number;
  /** Plain, for people to read and search. */
  text: string;
  /** As a player's track takes it: the same with `&lt;` for `<`. */
  payload: string;
}

const TIMES = /^((?:\d+:)?\d{2}:\d{2}\.\d{3})\s+-->\s+((?:\d+:)?\d{2}:\d{2}\.\d{3})/;
const SIGNS: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** Read what the server wrote: cues without markup. */
export function readCues(vtt: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of vtt.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const lines = block.split("\n").filter(Boolean);
    const at = lines.findIndex((line) => TIMES.test(line));
    const [, start = "", end = ""] = TIMES.exec(lines[at] ?? "") ?? [];
    if (!start) continue;
    const payload = lines.slice(at + 1).join("\n");
    const text = payload.replace(/&(lt|gt|amp);/g, (sign) => SIGNS[sign] ?? sign);
    cues.push({ start: readSeconds(start), end: readSeconds(end), text, payload });
  }
  return cues;
}

function readSeconds(clock: string): number {
  return clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** The place of the sentence that is said at this moment (s), or was said last; -1 before the first. */
export function findCue(cues: readonly Pick<Cue, "start">[], time: number): number {
  let [low, high] = [0, cues.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.start ?? 0) <= time + 0.01) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Letters alike for who searches: capitals, and all signs that stand in oʻ and gʻ. */
export function foldText(text: string): string {
  return text.toLocaleLowerCase().replace(/[ʻʼ‘’`´′]/g, "'");
}
