/** One option is chosen, or several. */

import { takeWords } from "./words/index.ts";
import type { Option, Question } from "./calls.ts";
import { QuestionPicture } from "./picture.tsx";

interface ChoiceInputProps {
  question: Question;
  options: readonly Option[];
  chosen: readonly string[];
  choose: (id: string) => void;
  isMany?: boolean;
  isReadOnly: boolean;
  renew: () => void;
}

export function ChoiceInput({
  question,
  options,
  chosen,
  choose,
  isMany = false,
  isReadOnly,
  renew,
}: ChoiceInputProps) {
  const texts = takeWords.use();
  const { place } = question;
  return (
    <fieldset class="quiz-options" aria-labelledby={`question-${place} prompt-${place}`} disabled={isReadOnly}>
      {isMany ? <p class="quiet">{texts.chooseMany}</p> : null}
      {options.map((option, index) => (
        <label key={option.id} class="quiz-option">
          <input
            type={isMany ? "checkbox" : "radio"}
            name={`answer-${place}`}
            checked={chosen.includes(option.id)}
            onChange={() => choose(option.id)}
          />
          <OptionContent option={option} number={index + 1} question={question} renew={renew} />
        </label>
      ))}
    </fieldset>
  );
}

/** The text of an option, its picture, or both; the number of one that is not written yet, in a preview. */
export function OptionContent({
  option: { text, picture },
  number,
  question,
  renew,
}: {
  option: Option;
  number: number;
  question: Pick<Question, "language" | "files">;
  renew: () => void;
}) {
  const texts = takeWords.use();
  const url = picture ? question.files[picture] : undefined;
  return (
    <span class="quiz-option-content" lang={question.language}>
      {text || (url ? null : number)}
      {url ? <QuestionPicture url={url} alt={text ? "" : texts.picture(number)} renew={renew} /> : null}
    </span>
  );
}
