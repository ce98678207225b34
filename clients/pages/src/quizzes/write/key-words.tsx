/** What learners read after a question, and the hints that they may take before. */

import { asForm } from "../../learning/editor/block-form.ts";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { Icon } from "../../ui/icon.tsx";
import { quizWriteWords } from "./words/index.ts";
import { Wrong } from "./field-errors.tsx";
import { PercentInput } from "./number-input.tsx";
import type { Key } from "./question-data.ts";

const MAX_HINTS = 10;
/** Kinds that a teacher marks: nothing is right or wrong by itself. */
const MARKED_BY_HAND: Key["kind"][] = ["essay", "speak", "file"];

interface KeyWordsProps {
  value: Key;
  change: (key: Key) => void;
  errors: Record<string, string>;
}

export function KeyWords({ value: key, change, errors }: KeyWordsProps) {
  const texts = quizWriteWords.use();
  const {
    explanation = "",
    right_feedback = "",
    partial_feedback = "",
    wrong_feedback = "",
    hints = [],
    penalty = 0,
  } = key;
  const form = asForm({ explanation, right_feedback, partial_feedback, wrong_feedback }, (words) =>
    change({ ...key, ...words }),
  );
  const scored = !MARKED_BY_HAND.includes(key.kind);
  return (
    <details class="key-words">
      <summary>{texts.feedbackAndHints}</summary>
      <TextArea of={form} name="explanation" label={texts.explanation} hint={texts.explanationHelp} maxLength={5000} />
      {scored ? (
        <>
          <TextArea of={form} name="right_feedback" label={texts.rightFeedback} rows={2} maxLength={5000} />
          <TextArea of={form} name="partial_feedback" label={texts.partialFeedback} rows={2} maxLength={5000} />
          <TextArea of={form} name="wrong_feedback" label={texts.wrongFeedback} rows={2} maxLength={5000} />
        </>
      ) : null}
      <h3>{texts.hints}</h3>
      <p class="hint quiet">{texts.hintsHelp}</p>
      <ol class="option-rows" aria-label={texts.hints}>
        {hints.map((hint, place) => {
          const put = (changed: typeof hint) =>
            change({ ...key, hints: hints.map((one, at) => (at === place ? changed : one)) });
          return (
            <li key={place}>
              <div class="option-row">
                <input
                  class="option-text"
                  aria-label={texts.hintName(place + 1)}
                  maxLength={2000}
                  value={hint.text}
                  onInput={(event) => put({ ...hint, text: event.currentTarget.value })}
                />
                <PercentInput
                  label={texts.hintCost}
                  share={hint.cost ?? 0}
                  onShare={(cost) => put({ ...hint, cost })}
                />
                <button
                  type="button"
                  class="plain"
                  aria-label={texts.removeRow(texts.hintName(place + 1))}
                  onClick={() => change({ ...key, hints: hints.filter((_, at) => at !== place) })}
                >
                  <Icon name="close" />
                </button>
              </div>
            </li>
          );
        })}
      </ol>
      <Wrong errors={errors} at="key.hints" within />
      <button
        type="button"
        aria-disabled={hints.length >= MAX_HINTS}
        onClick={() => hints.length < MAX_HINTS && change({ ...key, hints: [...hints, { text: "" }] })}
      >
        {texts.addHint}
      </button>
      {scored ? (
        <PercentInput label={texts.penalty} share={penalty} onShare={(share) => change({ ...key, penalty: share })} />
      ) : null}
    </details>
  );
}
