/** One sentence: its text, its times, and what can be done with it. */

import { useEffect, useId, useRef } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { subtitleWords } from "./words/index.ts";
import { ClockField } from "./clock-field.tsx";
import { addCue, changeCue, joinCue, splitCue } from "./cue-list.ts";
import type { SubtitleCue } from "./data.ts";

const MOST_SIGNS = 1000;

interface CueFieldsProps {
  cues: SubtitleCue[];
  place: number;
  language: string;
  /** `to`: the sentence that is open then. */
  change: (cues: SubtitleCue[], to?: number) => void;
  play: () => void;
  /** Where the film is (ms). */
  now: () => number;
}

export function CueFields({ cues, place, language, change, play, now }: CueFieldsProps) {
  const texts = subtitleWords.use();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus({ preventScroll: true });
    area.current?.closest("li")?.scrollIntoView({ block: "nearest" });
  }, []);
  const cue = cues[place];
  if (!cue) return null;
  const edit = (part: Partial<SubtitleCue>) => change(changeCue(cues, place, part));
  const split = () => {
    const next = splitCue(cues, place, area.current?.selectionStart ?? 0);
    if (next !== cues) change(next);
  };
  return (
    <fieldset class="cue-fields">
      <legend>{texts.sentence(place + 1)}</legend>
      <label for={id}>{texts.text}</label>
      <textarea
        ref={area}
        id={id}
        lang={language}
        rows={2}
        maxLength={MOST_SIGNS}
        value={cue.text}
        onInput={({ currentTarget: { value } }) => edit({ text: value })}
      />
      <div class="field-row">
        <ClockField label={texts.begins} value={cue.start_ms} change={(start) => edit({ start_ms: start })} now={now} />
        <ClockField label={texts.ends} value={cue.end_ms} change={(end) => edit({ end_ms: end })} now={now} />
      </div>
      <div class="buttons">
        <button type="button" onClick={play}>
          <Icon name="play" /> {texts.play}
        </button>
        <button type="button" class="plain" onClick={split}>
          {texts.split}
        </button>
        <Button class="plain" off={place + 1 >= cues.length} onClick={() => change(joinCue(cues, place))}>
          {texts.join}
        </Button>
        <button type="button" class="plain" onClick={() => change(addCue(cues, place), place)}>
          {texts.before}
        </button>
        <button type="button" class="plain" onClick={() => change(addCue(cues, place + 1), place + 1)}>
          {texts.after}
        </button>
        <Button
          class="plain"
          off={cues.length === 1}
          onClick={() =>
            change(
              cues.filter((_, at) => at !== place),
              place,
            )
          }
        >
          {texts.take}
        </Button>
      </div>
    </fieldset>
  );
}
