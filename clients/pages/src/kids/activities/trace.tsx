/** Follow lines with a finger. Each touch of the button, by a key or a switch, goes one step further. */

import { useMemo, useRef, useState } from "preact/hooks";
import { kidsWords } from "../words/index.ts";
import type { ScreenProps } from "../play-types.ts";

type Point = [x: number, y: number];

/** How far steps on a line are apart, and how near (both of 100) a finger comes to reach one. */
const [STEP, REACH] = [8, 12];

/** The line as steps of the same length. */
function divide(stroke: Point[]): Point[] {
  const steps: Point[] = [];
  for (const [place, [x, y]] of stroke.entries()) {
    const before = stroke[place - 1];
    const count = before ? Math.max(1, Math.round(Math.hypot(x - before[0], y - before[1]) / STEP)) : 1;
    for (let part = 1; part <= count; part += 1) {
      const share = part / count;
      steps.push(before ? [before[0] + (x - before[0]) * share, before[1] + (y - before[1]) * share] : [x, y]);
    }
  }
  return steps;
}

const toPath = (points: Point[]) => points.map(([x, y], place) => `${place ? "L" : "M"}${x} ${y}`).join("");

export function TraceScreen({ activity, off, send }: ScreenProps<"trace">) {
  const texts = kidsWords.use();
  const strokes = useMemo(() => activity.strokes.map(divide), [activity]);
  const total = strokes.reduce((sum, steps) => sum + steps.length, 0);
  const [reached, setReached] = useState(0);
  const drawing = useRef<SVGSVGElement>(null);
  const all = strokes.flat();
  const next = all[Math.min(reached, total - 1)] ?? [0, 0];
  const go = (to: number) => {
    if (off || to === reached) return;
    setReached(to);
    if (to === total) send({ kind: "trace" });
  };
  const follow = (event: PointerEvent) => {
    // What moves without touching does not draw, and a second finger that is lifted ends nothing.
    const box = event.buttons ? drawing.current?.getBoundingClientRect() : undefined;
    if (!box) return;
    const [x, y] = [((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100];
    let to = reached;
    while (to < total && Math.hypot((all[to] as Point)[0] - x, (all[to] as Point)[1] - y) <= REACH) to += 1;
    go(to);
  };
  let before = 0;
  return (
    <div class="kid-trace">
      <svg
        ref={drawing}
        class="kid-drawing"
        viewBox="0 0 100 100"
        role="img"
        aria-label={texts.finger(reached, total)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={follow}
      >
        {strokes.map((steps, place) => {
          const done = steps.slice(0, Math.max(0, reached - before));
          before += steps.length;
          return (
            <g key={place}>
              <path class="kid-line" d={toPath(steps)} />
              <path class="kid-line done" d={toPath(done)} />
            </g>
          );
        })}
        <circle class="kid-point" cx={next[0]} cy={next[1]} r="5" />
      </svg>
      <button
        type="button"
        class="kid-item kid-step"
        aria-disabled={off}
        aria-label={texts.finger(reached, total)}
        onClick={() => go(Math.min(total, reached + 1))}
      >
        <svg class="drawing" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <path fill="none" d="M6 16h18M17 8l8 8-8 8" />
        </svg>
      </button>
    </div>
  );
}
