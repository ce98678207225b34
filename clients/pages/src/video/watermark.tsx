/** Who watches, over the picture: it moves, so that no copy of the screen is without it. */

import { useEffect, useRef } from "preact/hooks";

/** How long (ms) it stays at a place. */
const STAY_MS = 20_000;
/** Left and top in percent of the picture; sentences at the bottom stay free. */
const PLACES = [
  [4, 6],
  [52, 14],
  [28, 40],
  [58, 62],
  [6, 70],
  [40, 8],
  [10, 34],
  [56, 40],
] as const;

export function Watermark({ text }: { text: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let place = Math.floor(Math.random() * PLACES.length);
    const move = () => {
      place = (place + 1 + Math.floor(Math.random() * (PLACES.length - 1))) % PLACES.length;
      const [left = 0, top = 0] = PLACES[place] ?? [];
      mark.current?.style.setProperty("left", `${left}%`);
      mark.current?.style.setProperty("top", `${top}%`);
    };
    move();
    const timer = setInterval(move, STAY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <span ref={mark} class="video-mark" aria-hidden="true">
      {text}
    </span>
  );
}
