/** Each entry on the left is given one of the right. Those with pictures are shown with letters, which a list can name. */

import { takeWords } from "./words/index.ts";
import type { Body, Option } from "./calls.ts";
import { OptionContent } from "./choice-input.tsx";
import type { InputProps } from "./input-props.ts";

type MatchingBody = Extract<Body, { kind: "matching" }>;
type Pairs = Record<string, string>;

const FIRST_LETTER = 65;
const LETTERS = 26;

/** "A", "B", … for the entries on the right. */
export function getLetter(index: number): string {
  const letter = String.fromCharCode(FIRST_LETTER + (index % LETTERS));
  return index < LETTERS ? letter : `${letter}${Math.floor(index / LETTERS)}`;
}

/** The entry on the right as a list names it: by its text, by its letter where some have pictures. */
export function nameRight(right: readonly Option[], index: number): string {
  const text = right[index]?.text ?? "";
  return right.some(({ picture }) => picture) ? [getLetter(index), text].filter(Boolean).join(". ") : text;
}

export function MatchInput({
  question,
  body,
  pairs,
  change,
  isReadOnly,
  renew,
}: InputProps<MatchingBody> & { pairs: Pairs; change: (pairs: Pairs) => void }) {
  const texts = takeWords.use();
  const { place, language } = question;
  const hasPictures = body.right.some(({ picture }) => picture);
  const match = (left: string) => (event: { currentTarget: { value: string } }) => {
    const { [left]: _, ...others } = pairs;
    change(event.currentTarget.value ? { ...others, [left]: event.currentTarget.value } : others);
  };
  return (
    <div role="group" aria-labelledby={`question-${place} prompt-${place}`}>
      {hasPictures ? (
        <ul class="quiz-rights">
          {body.right.map((option, index) => (
            <li key={option.id}>
              <b>{getLetter(index)}</b>{" "}
              <OptionContent option={option} number={index + 1} question={question} renew={renew} />
            </li>
          ))}
        </ul>
      ) : null}
      <ul class="quiz-pairs">
        {body.left.map((option, index) => {
          const field = `answer-${place}-${option.id}`;
          return (
            <li key={option.id}>
              <label for={field}>
                <OptionContent option={option} number={index + 1} question={question} renew={renew} />
              </label>
              <select
                id={field}
                lang={language}
                value={pairs[option.id] ?? ""}
                disabled={isReadOnly}
                onChange={match(option.id)}
              >
                <option value="">{texts.choose}</option>
                {body.right.map((other, at) => (
                  <option key={other.id} value={other.id}>
                    {nameRight(body.right, at)}
                  </option>
                ))}
              </select>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
