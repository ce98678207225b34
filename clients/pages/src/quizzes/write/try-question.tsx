/** A question as learners see it, and what an answer to it would give. */

import { useState } from "preact/hooks";
import { formatScore } from "../../format.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { quizWriteWords } from "./words/index.ts";
import { AnswerInput } from "../take/answer-input.tsx";
import type { Question as ShownQuestion } from "../take/calls.ts";
import { Prompt } from "../take/question.tsx";
import { getEmptyResponse } from "../take/responses.ts";
import { ShownFile, type BankFile } from "./bank-files.tsx";
import { mixParts, type Draft, type Question, type Response } from "./question-data.ts";

/** A question of a bank as one of an attempt that nobody has answered. */
export function toShownQuestion(draft: Draft, files: readonly BankFile[], place: number): ShownQuestion {
  const addresses = Object.fromEntries(files.map(({ id, url }) => [id, url]));
  const pictures = draft.pictures.flatMap(({ file, alt = "" }) =>
    addresses[file] ? [{ file, alt, url: addresses[file] }] : [],
  );
  return {
    place,
    answer: "",
    kind: draft.body.kind,
    language: draft.language,
    points: draft.points,
    prompt: draft.prompt as unknown as Record<string, unknown>,
    html: "",
    pictures,
    files: addresses,
    has_audio: draft.audio !== null,
    plays_left: null,
    body: mixParts(draft.body),
    response: null,
    saved_at: null,
    client_at: null,
    saves: 0,
    hints: [],
    hints_left: 0,
    hint_cost: null,
    waits: false,
    mark: null,
    is_correct: null,
    comment: "",
    key: null,
    feedback: [],
    explanation: "",
    came_late: false,
    late: null,
    plays_used: 0,
    recording_url: null,
    answer_files: [],
    may_record: true,
    spoken: [],
  };
}

interface QuestionLookProps {
  draft: Draft;
  files: readonly BankFile[];
  /** Another one for each question on a page. */
  place: number;
  response?: Response;
  /** Makes it answerable. */
  change?: (response: Response) => void;
}

/** The question as learners see it, under a title with the id `question-{place}`. */
export function QuestionLook({ draft, files, place, response, change }: QuestionLookProps) {
  const question = toShownQuestion(draft, files, place);
  const recording = files.find(({ id }) => id === draft.audio);
  return (
    <div class="quiz-question">
      <Prompt question={question} renew={() => undefined} />
      {recording ? <ShownFile file={recording} /> : null}
      <AnswerInput
        question={question}
        response={response ?? getEmptyResponse(draft.body)}
        change={(next) => next && change?.(next)}
        isReadOnly={!change}
        renew={() => undefined}
      />
    </div>
  );
}

/** It is the only question on its page. */
const PLACE = 1;

interface TryProps {
  /** Without it nothing is saved yet. */
  question: Question | undefined;
  draft: Draft;
  isChanged: boolean;
  files: readonly BankFile[];
}

export function TryQuestion({ question, draft, isChanged, files }: TryProps) {
  const texts = quizWriteWords.use();
  const [response, setResponse] = useState<Response>(() => getEmptyResponse(draft.body));
  const [result, setResult] = useState<{ share: number | null; feedback: string[] } | undefined>();
  const path = { id: question?.id ?? "" };
  const isOfFiles = draft.body.kind === "speak" || draft.body.kind === "file";
  return (
    <section class="try-question" aria-labelledby={`question-${PLACE}`}>
      <h2 id={`question-${PLACE}`}>{texts.asLearner}</h2>
      <QuestionLook
        draft={draft}
        files={files}
        place={PLACE}
        response={response}
        change={(next) => {
          setResponse(next);
          setResult(undefined);
        }}
      />
      {isOfFiles ? (
        <p class="quiet">{texts.triedInQuiz}</p>
      ) : question && !isChanged ? (
        <ActButton
          word={texts.tryIt}
          act={() => talim.api.post("/quizzes/questions/{id}/try/", { path, body: { response } })}
          onDone={setResult}
        />
      ) : (
        <p class="quiet">{texts.saveToTry}</p>
      )}
      {result ? (
        <div class="notice" role="status">
          <div>
            <p>
              {result.share === null
                ? texts.markedByYou
                : texts.wouldGive(formatScore(result.share * draft.points), formatScore(draft.points))}
            </p>
            {result.feedback.map((text) => (
              <p key={text}>{text}</p>
            ))}
            {draft.key.explanation ? <p class="quiet">{draft.key.explanation}</p> : null}
          </div>
        </div>
      ) : null}
    </section>
  );
}
