/** The lines of an activity to trace: one that the platform offers, or drawn here with a finger or the mouse. */

import { useRef, useState } from "preact/hooks";
import { asForm } from "../../learning/editor/block-form.ts";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { activityWords } from "./words/index.ts";
import { LINES, MOST, type Stroke } from "./draft.ts";

const OWN = "own";
/** How far (of 100) points of a line that is drawn are apart. */
const APART = 3;

const toPath = (stroke: Stroke) => stroke.map(([x, y], at) => `${at ? "L" : "M"}${x} ${y}`).join("");

export function TraceFields({ strokes, change }: { strokes: Stroke[]; change: (strokes: Stroke[]) => void }) {
  const texts = activityWords.use();
  const known = Object.keys(LINES).find((name) => JSON.stringify(LINES[name]) === JSON.stringify(strokes));
  const options = [
    ...Object.keys(LINES).map((name) => ({ value: name, label: texts.lines[name] ?? name })),
    { value: OWN, label: texts.ownLine },
  ];
  const line = known ?? (strokes.length ? OWN : "");
  return (
    <>
      <SelectField
        of={asForm({ line }, (values) => change(values.line in LINES ? (LINES[values.line] as Stroke[]) : []))}
        name="line"
        label={texts.line}
        options={options}
        required
      />
      <TracePad strokes={strokes} change={change} />
    </>
  );
}

function TracePad({ strokes, change }: { strokes: Stroke[]; change: (strokes: Stroke[]) => void }) {
  const texts = activityWords.use();
  const [drawn, setDrawn] = useState<Stroke>([]);
  const pad = useRef<SVGSVGElement>(null);
  const follow = (event: PointerEvent, begins = false) => {
    const box = pad.current?.getBoundingClientRect();
    if (!box || (!begins && !drawn.length)) return;
    const point = [
      toShare(event.clientX - box.left, box.width),
      toShare(event.clientY - box.top, box.height),
    ] as Stroke[number];
    const last = drawn.at(-1);
    if (begins) setDrawn([point]);
    else if (drawn.length < MOST.points && last && Math.hypot(point[0] - last[0], point[1] - last[1]) >= APART)
      setDrawn([...drawn, point]);
  };
  const end = () => {
    if (drawn.length > 1 && strokes.length < MOST.strokes) change([...strokes, drawn]);
    setDrawn([]);
  };
  return (
    <figure class="kid-pad">
      <svg
        ref={pad}
        viewBox="0 0 100 100"
        role="img"
        aria-label={texts.pad}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event, true);
        }}
        onPointerMove={(event) => follow(event)}
        onPointerUp={end}
        onPointerCancel={() => setDrawn([])}
      >
        {[...strokes, drawn].map((stroke, at) => (
          <path key={at} class="kid-line" d={toPath(stroke)} />
        ))}
      </svg>
      <figcaption class="quiet small">{texts.padHelp}</figcaption>
      <button type="button" aria-disabled={!strokes.length} onClick={() => strokes.length && change([])}>
        {texts.noLines}
      </button>
    </figure>
  );
}

function toShare(place: number, size: number): number {
  return Math.round(Math.min(100, Math.max(0, (place / size) * 100)) * 10) / 10;
}
