/** One question: what it asks, where one answers, its hints, and where the answer is. */

import { ActButton } from "../../ui/act-button.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { formatScore } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { DocumentText, isBlank } from "../../learning/blocks/document.tsx";
import type { DocumentNode } from "../../learning/blocks/block-types.ts";
import { takeWords } from "./words/index.ts";
import { AnswerInput } from "./answer-input.tsx";
import type { Question } from "./calls.ts";
import type { KeptFiles } from "./input-props.ts";
import { QuestionPicture } from "./picture.tsx";
import { Recording } from "./recording.tsx";
import { getEmptyResponse, isAnswered } from "./responses.ts";
import type { Answers, AnswerState } from "./use-answers.ts";

interface QuestionViewProps {
  question: Question;
  number: number;
  /** The attempt that asks it. */
  attempt: string;
  me: Person;
  answers: Answers;
  isReadOnly: boolean;
  update: (fields: Partial<Question>) => void;
  renew: () => void;
}

export function QuestionView({ question, number, attempt, me, answers, isReadOnly, update, renew }: QuestionViewProps) {
  const texts = takeWords.use();
  const { place, body } = question;
  const response = answers.get(question);
  const change = (next: typeof response) => next && answers.change(place, next);
  const error = answers.getError(place);
  const kept: KeptFiles = {
    of: { person: me.id, attempt, place },
    files: answers.getFiles(question),
    isCut: answers.isCut(place),
    isSending: answers.getState(question) === "saving",
    change: (files) => answers.changeFiles(question, files),
  };
  return (
    <section class="quiz-question" aria-labelledby={`question-${place}`}>
      <h2 id={`question-${place}`}>
        {texts.question(number)}{" "}
        <span class="quiet small">{texts.points(formatScore(question.points), question.points)}</span>
      </h2>
      <Prompt question={question} renew={renew} />
      {question.has_audio ? (
        <Recording attempt={attempt} question={question} isReadOnly={isReadOnly} update={update} />
      ) : null}
      <AnswerInput
        question={question}
        response={response}
        change={change}
        kept={kept}
        isReadOnly={isReadOnly}
        renew={renew}
      />
      <div class="quiz-foot">
        <StateSign state={answers.getState(question)} />
        {isAnswered(response) && !isReadOnly && body.kind !== "hotspot" && !("text" in getEmptyResponse(body)) ? (
          <button type="button" class="plain" onClick={() => change(getEmptyResponse(body))}>
            {texts.clear}
          </button>
        ) : null}
      </div>
      {error ? (
        <Problem error={error} here={texts.errors} again={isReadOnly ? undefined : () => answers.sendAgain(place)} />
      ) : null}
      <Hints attempt={attempt} question={question} isReadOnly={isReadOnly} update={update} />
    </section>
  );
}

/** The text of a question and the pictures above it; a question with gaps may have no other text. */
export function Prompt({
  question: { place, prompt, pictures, language },
  renew,
}: {
  question: Question;
  renew: () => void;
}) {
  const document = prompt as unknown as DocumentNode;
  return (
    <div id={`prompt-${place}`} lang={language}>
      {pictures.map(({ file, alt, url }) => (
        <QuestionPicture key={file} url={url} alt={alt} renew={renew} />
      ))}
      {isBlank(document) ? null : <DocumentText document={document} />}
    </div>
  );
}

const STATE_ICONS: Record<Exclude<AnswerState, "none">, IconName> = {
  saving: "send",
  kept: "away",
  saved: "good",
  late: "late",
  refused: "warning",
};

/** Where an answer is, in words. */
export function StateSign({ state }: { state: AnswerState }) {
  const texts = takeWords.use();
  const isWarning = state === "kept" || state === "late" || state === "refused";
  return (
    <span class={isWarning ? "state warn" : "state quiet"} role="status" data-state={state}>
      {state === "none" ? null : (
        <>
          <Icon name={STATE_ICONS[state]} />
          {texts.states[state]}
        </>
      )}
    </span>
  );
}

function Hints({
  attempt,
  question,
  isReadOnly,
  update,
}: Pick<QuestionViewProps, "attempt" | "question" | "isReadOnly" | "update">) {
  const texts = takeWords.use();
  const { place, hints, hints_left: left, hint_cost: cost, points } = question;
  if (!hints.length && (!left || isReadOnly)) return null;
  return (
    <div class="quiz-hints">
      {hints.map((hint, index) => (
        <p key={index} class="quiz-hint" lang={question.language}>
          <Icon name="star" /> {hint.text}
        </p>
      ))}
      {left && !isReadOnly ? (
        <ActButton
          word={cost ? texts.hintFor(formatScore(cost * points)) : texts.hint}
          act={(key) =>
            talim.api.post("/quizzes/attempts/{id}/answers/{place}/hint/", {
              path: { id: attempt, place },
              body: { number: hints.length + 1 },
              idempotencyKey: key,
            })
          }
          onDone={update}
          here={texts.errors}
        />
      ) : null}
    </div>
  );
}
