/** The small pictures that show what is at a moment of a video. */

export interface Sprite {
  /** Seconds. */
  from: number;
  to: number;
  url: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const CUE = /^(\S+) --> (\S+)/;
const PLACE = /^(.+)#xywh=(\d+),(\d+),(\d+),(\d+)$/;

/** None where they cannot be had: seeking works without them. */
export async function fetchSprites(address: string): Promise<Sprite[]> {
  const answer = await fetch(address);
  return answer.ok ? readSprites(await answer.text(), new URL(address, location.href)) : [];
}

/** Read the WebVTT file at this address. */
export function readSprites(text: string, address: URL): Sprite[] {
  const sprites: Sprite[] = [];
  let times: [from: number, to: number] | undefined;
  for (const line of text.split(/\r?\n/)) {
    const cue = CUE.exec(line);
    if (cue) times = [readTime(cue[1] ?? ""), readTime(cue[2] ?? "")];
    const place = PLACE.exec(line);
    if (!times || !place) continue;
    const [x = 0, y = 0, width = 0, height = 0] = place.slice(2).map(Number);
    sprites.push({ from: times[0], to: times[1], url: new URL(place[1] ?? "", address).href, x, y, width, height });
    times = undefined;
  }
  return sprites;
}

/** Seconds of "01:02:03.500" or "02:03.500". */
function readTime(text: string): number {
  return text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

export function findSprite(sprites: Sprite[], time: number): Sprite | undefined {
  return sprites.find(({ from, to }) => from <= time && time < to);
}
