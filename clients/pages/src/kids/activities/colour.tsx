/** Colour the parts of a drawing as one likes: choose a colour, then touch a part. */

import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { kidsWords } from "../words/index.ts";
import { BLOT, COLOURS, DRAWINGS, type Colour } from "../drawings.ts";
import type { ScreenProps } from "../play-types.ts";
import { say } from "../voice.ts";

export function ColourScreen({ activity, block, off, send }: ScreenProps<"colour">) {
  const texts = kidsWords.use();
  const colours = activity.colours as Colour[];
  const [colour, setColour] = useState<Colour | undefined>(colours[0]);
  const [painted, setPainted] = useState<Record<string, Colour>>({});
  const nameOf = (of: string) => texts.colours[of] ?? of;
  const pick = (of: Colour) => {
    setColour(of);
    say(block.sounds[`word-spot-${of}`], nameOf(of));
  };
  const fill = (part: string) => {
    if (!off && colour) setPainted({ ...painted, [part]: colour });
  };
  return (
    <>
      <svg class="kid-drawing" viewBox="0 0 64 64">
        {(DRAWINGS[activity.drawing] ?? []).map(({ name, path }) => (
          <path
            key={name}
            class="kid-part"
            role="button"
            tabindex={0}
            aria-disabled={off}
            aria-label={texts.paint(texts.parts[name] ?? name, painted[name] ? nameOf(painted[name]) : "")}
            d={path}
            fill={painted[name] ? COLOURS[painted[name]] : COLOURS.white}
            onClick={() => fill(name)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              fill(name);
            }}
          />
        ))}
      </svg>
      <div class="kid-items kid-colours">
        {colours.map((of) => (
          <button
            key={of}
            type="button"
            class="kid-item"
            aria-pressed={of === colour}
            aria-label={nameOf(of)}
            onClick={() => pick(of)}
          >
            <svg class="drawing" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
              <path d={BLOT} fill={COLOURS[of]} />
            </svg>
          </button>
        ))}
        <Button
          class="main kid-ready"
          off={off || !Object.keys(painted).length}
          aria-label={texts.ready}
          onClick={() => send({ kind: "colour" })}
        >
          <Icon name="good" />
        </Button>
      </div>
    </>
  );
}
