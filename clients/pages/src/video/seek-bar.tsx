/** Where one is in a video; whoever points at another moment sees its picture. */

import { useRef, useState } from "preact/hooks";
import { videoWords } from "./words/index.ts";
import { formatClock } from "./clock-time.ts";
import type { MediaState } from "./media-state.ts";
import { fetchSprites, findSprite, type Sprite } from "./sprites.ts";

interface SeekBarProps {
  state: MediaState;
  /** Seconds; known before the first piece of the film is there. */
  duration: number;
  /** The address of the list of small pictures. */
  sprites: string;
  seek: (time: number) => void;
}

export function SeekBar({ state, duration, sprites: address, seek }: SeekBarProps) {
  const texts = videoWords.use();
  const bar = useRef<HTMLDivElement>(null);
  const asked = useRef("");
  const [sprites, setSprites] = useState<Sprite[]>([]);
  const [at, setAt] = useState<number>();
  /** They are fetched when somebody first wants to see one. */
  const want = () => {
    if (!address || asked.current === address) return;
    asked.current = address;
    void fetchSprites(address).then(setSprites, () => (asked.current = ""));
  };
  const move = ({ clientX }: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect();
    if (!box?.width) return;
    want();
    setAt(Math.min(Math.max((clientX - box.left) / box.width, 0), 1) * duration);
  };
  const shown = at === undefined ? undefined : findSprite(sprites, at);
  return (
    <div
      class="video-seek"
      ref={bar}
      onPointerMove={move}
      onPointerDown={move}
      onPointerLeave={() => setAt(undefined)}
      onPointerUp={() => setAt(undefined)}
    >
      {at === undefined ? null : <Preview at={at} duration={duration} sprite={shown} />}
      <progress class="video-loaded" value={Math.min(state.loaded, duration)} max={duration || 1} aria-hidden="true" />
      <input
        type="range"
        min={0}
        max={Math.floor(duration)}
        step={1}
        value={Math.floor(state.time)}
        aria-label={texts.seek}
        aria-valuetext={texts.timeOf(formatClock(state.time), formatClock(duration))}
        onInput={({ currentTarget: { value } }) => seek(Number(value))}
      />
    </div>
  );
}

function Preview({ at, duration, sprite }: { at: number; duration: number; sprite: Sprite | undefined }) {
  const place = (element: HTMLElement | null) =>
    element?.style.setProperty("--at", String(duration ? at / duration : 0));
  const picture = (element: HTMLElement | null) => {
    if (!element || !sprite) return;
    element.style.width = `${sprite.width}px`;
    element.style.height = `${sprite.height}px`;
    element.style.backgroundImage = `url("${sprite.url}")`;
    element.style.backgroundPosition = `${-sprite.x}px ${-sprite.y}px`;
  };
  return (
    <div class="video-preview" ref={place} aria-hidden="true">
      {sprite ? <div ref={picture} /> : null}
      <span class="number">{formatClock(at)}</span>
    </div>
  );
}
