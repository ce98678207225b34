/** A word, a number or a text is typed. */

import { takeWords } from "./words/index.ts";
import type { Body } from "./calls.ts";
import type { InputProps } from "./input-props.ts";
import { countWords } from "./responses.ts";

/** The most characters that the server takes. */
const MAX_LENGTH = { short: 1_000, number: 100, dictation: 10_000, essay: 50_000 };

type TextBody = Extract<Body, { kind: keyof typeof MAX_LENGTH }>;

export function TextInput({
  question: { place, language },
  body,
  text,
  change,
  isReadOnly,
}: InputProps<TextBody> & { text: string; change: (text: string) => void }) {
  const texts = takeWords.use();
  const isLong = body.kind === "essay" || body.kind === "dictation";
  const field = {
    id: `answer-${place}`,
    value: text,
    maxLength: MAX_LENGTH[body.kind],
    readOnly: isReadOnly,
    lang: language,
    // The device neither corrects nor completes an answer.
    spellcheck: false,
    autoComplete: "off" as const,
    autoCapitalize: "off" as const,
    autoCorrect: "off" as const,
    "aria-describedby": `prompt-${place}`,
    onInput: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={field.id}>{texts.yourAnswer}</label>
      {isLong ? <textarea {...field} rows={body.kind === "essay" ? 10 : 4} /> : <input {...field} type="text" />}
      {body.kind === "essay" ? (
        <p class="hint quiet number">
          {[texts.words(countWords(text)), texts.wordLimits(body.min_words ?? 0, body.max_words ?? 0)]
            .filter(Boolean)
            .join(" · ")}
        </p>
      ) : null}
    </div>
  );
}
