/** The recording's wave, to go to any place in it by a click or with the arrow keys. */

import { formatSeconds } from "../../format.ts";
import { Waveform, type PlayPosition } from "../pupil/word-view.tsx";
import { useStore } from "../../store.ts";
import { useWords } from "../../words/index.ts";
import type { Attempt } from "./attempts.ts";
import { getSeekTarget } from "./keys.ts";

interface Props {
  attempt: Attempt;
  at: PlayPosition;
  seconds: number;
  seek: (second: number) => void;
}

export function SeekBar({ attempt, at, seconds, seek }: Props) {
  const { review } = useWords().teacher;
  const now = Math.min(useStore(at) ?? 0, seconds);
  const press = (event: KeyboardEvent) => {
    const to = getSeekTarget(event.key, now, seconds);
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    seek(to);
  };
  const click = (event: MouseEvent) => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    seek(Math.min(Math.max((event.clientX - left) / width, 0), 1) * seconds);
  };
  return (
    <div
      class="jump"
      role="slider"
      tabIndex={0}
      aria-label={review.jump}
      aria-valuemin={0}
      aria-valuemax={Math.round(seconds)}
      aria-valuenow={Math.round(now)}
      aria-valuetext={`${formatSeconds(now)} / ${formatSeconds(seconds)}`}
      onKeyDown={press}
      onClick={click}
    >
      <Waveform attempt={attempt} share={seconds ? now / seconds : 0} />
    </div>
  );
}
