/** Places in a picture are pointed at: by a press, or with the arrow keys and Enter. */

import { useRef, useState } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { takeWords } from "./words/index.ts";
import type { Body } from "./calls.ts";
import type { InputProps } from "./input-props.ts";
import { Marks } from "./marks.tsx";
import { QuestionPicture } from "./picture.tsx";
import { togglePoint, type PicturePoint } from "./responses.ts";

type HotspotBody = Extract<Body, { kind: "hotspot" }>;

/** How far (parts of the picture) an arrow moves the mark. */
const STEP = 0.02;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};
const MIDDLE: PicturePoint = { x: 0.5, y: 0.5 };

export function HotspotInput({
  question,
  body,
  points,
  change,
  isReadOnly,
  renew,
}: InputProps<HotspotBody> & { points: PicturePoint[]; change: (points: PicturePoint[]) => void }) {
  const texts = takeWords.use();
  const box = useRef<HTMLButtonElement>(null);
  const [cursor, setCursor] = useState<PicturePoint>();
  const most = body.points ?? 1;
  const url = body.picture ? question.files[body.picture] : undefined;
  if (!url) return <p class="quiet">{texts.pictureMissing}</p>;
  const set = (point: PicturePoint) =>
    isReadOnly || change(togglePoint(points, { x: clamp(point.x), y: clamp(point.y) }, most));
  const press = (event: MouseEvent) => {
    // Without its picture there is no place.
    if (!box.current?.querySelector("img")) return undefined;
    // Enter and the space bar press the button too, without a place.
    if (event.detail === 0) return set(cursor ?? MIDDLE);
    const { left, top, width, height } = box.current.getBoundingClientRect();
    setCursor(undefined);
    return set({ x: (event.clientX - left) / width, y: (event.clientY - top) / height });
  };
  const pressKey = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    setCursor(({ x, y } = MIDDLE) => ({ x: clamp(x + arrow[0]), y: clamp(y + arrow[1]) }));
  };
  return (
    <div class="quiz-hotspot">
      <p class="quiet" id={`how-${question.place}`}>
        {texts.pointHelp(most)}
      </p>
      <div class="hotspot-box">
        <button
          ref={box}
          type="button"
          class="hotspot-target"
          aria-label={texts.pointAt}
          aria-describedby={`how-${question.place}`}
          aria-disabled={isReadOnly}
          onClick={press}
          onKeyDown={pressKey}
          onBlur={() => setCursor(undefined)}
        >
          <QuestionPicture url={url} alt="" renew={renew} />
        </button>
        <Marks points={points} cursor={cursor} />
      </div>
      <p role="status" class="unseen">
        {cursor ? texts.cursorAt(toPercent(cursor.x), toPercent(cursor.y)) : ""}
      </p>
      <ul class="quiz-points">
        {points.map((point, index) => (
          <li key={`${point.x} ${point.y}`}>
            <button
              type="button"
              class="plain"
              aria-disabled={isReadOnly}
              onClick={() => isReadOnly || change(points.filter((other) => other !== point))}
            >
              <Icon name="close" /> {texts.removePoint(index + 1)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const clamp = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 10_000) / 10_000;
const toPercent = (part: number) => Math.round(part * 100);
