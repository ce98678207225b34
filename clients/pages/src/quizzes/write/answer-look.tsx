/** One answer of a learner, as who marks it sees it: what was asked, what was answered, what is right. */

import { formatScore } from "../../format.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { quizWriteWords } from "./words/index.ts";
import { AnswerFiles, Sound } from "../take/answer-files.tsx";
import { getRightResponse, listAnswer, type AnswerLine } from "../take/answer-lines.ts";
import type { Question } from "../take/calls.ts";
import { Marks, Regions } from "../take/marks.tsx";
import { QuestionPicture } from "../take/picture.tsx";
import { Prompt } from "../take/question.tsx";
import { countWords, isAnswered, showGaps } from "../take/responses.ts";
import { findSpoken, SpokenWords } from "../take/spoken-words.tsx";

type Look = "waits" | "right" | "near" | "wrong";

const ICONS: Record<Look, IconName> = { waits: "eye", right: "good", near: "late", wrong: "help" };

function getLook({ waits, mark, is_correct }: Question): Look {
  if (waits || mark === null) return "waits";
  if (is_correct) return "right";
  return mark > 0 ? "near" : "wrong";
}

/** How an answer counts: a sign, a word and the points. */
export function AnswerState({ question }: { question: Question }) {
  const texts = quizWriteWords.use();
  const look = getLook(question);
  return (
    <span class="state small">
      <Icon name={ICONS[look]} />
      {look === "waits"
        ? texts.waitsForYou
        : `${texts.looks[look]} · ${texts.ofPoints(formatScore(question.mark ?? 0), formatScore(question.points))}`}
    </span>
  );
}

interface AnswerLookProps {
  question: Question;
  /** Another one than that of the question, such as one that came late. */
  response?: Question["response"];
  /** Load the question again: addresses of pictures hold for some minutes. */
  renew: () => void;
}

export function AnswerLook({ question, response = question.response, renew }: AnswerLookProps) {
  const texts = quizWriteWords.use();
  const { body, key } = question;
  const words = { true: texts.trueWord, false: texts.falseWord };
  const right = key ? getRightResponse(body, key) : null;
  const guide = key && "guide" in key ? key.guide : "";
  const spoken = findSpoken(question, response);
  return (
    <>
      <Prompt question={question} renew={renew} />
      {question.recording_url ? (
        <Sound url={question.recording_url} name={texts.questionRecording} renew={renew} />
      ) : null}
      {body.kind === "speak" && body.text ? (
        <p class="reading" lang={question.language}>
          {body.text}
        </p>
      ) : null}
      {body.kind === "gap" ? <p class="gap-source quiet">{showGaps(body.text)}</p> : null}
      <h3>{texts.theAnswer}</h3>
      {!isAnswered(response) ? (
        <p class="quiet">{texts.noAnswer}</p>
      ) : response?.kind === "hotspot" && body.kind === "hotspot" ? (
        <div class="hotspot-draw">
          <QuestionPicture url={question.files[body.picture ?? ""] ?? ""} alt="" renew={renew} />
          {key?.kind === "hotspot" ? <Regions regions={key.regions} aspect={key.aspect ?? 1} /> : null}
          <Marks points={response.points ?? []} />
        </div>
      ) : body.kind === "speak" || body.kind === "file" ? (
        <AnswerFiles files={question.answer_files} response={response} renew={renew} />
      ) : (
        <Lines lines={listAnswer(body, response, words)} question={question} renew={renew} />
      )}
      {spoken ? <SpokenWords spoken={spoken} language={question.language} waits={texts.engineListens} /> : null}
      {response?.kind === "essay" ? (
        <p class="quiet small">{texts.wordCount(countWords(response.text ?? ""))}</p>
      ) : null}
      {right ? (
        <>
          <h3>{texts.whatIsRight}</h3>
          <Lines lines={listAnswer(body, right, words)} question={question} renew={renew} />
        </>
      ) : null}
      {guide ? (
        <>
          <h3>{texts.guide}</h3>
          <p class="guide">{guide}</p>
        </>
      ) : null}
    </>
  );
}

/** The percent that the speech engine gives for an answer, less the hints that were taken; undefined where it has none. */
export function getProposal(question: Question): number | undefined {
  const overall = findSpoken(question, question.response)?.overall;
  const costs = question.hints.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
  return typeof overall === "number" ? Math.max(0, overall - costs * 100) : undefined;
}

function Lines({ lines, question, renew }: { lines: AnswerLine[]; question: Question; renew: () => void }) {
  return (
    <div class="answer-lines" lang={question.language}>
      {lines.map(({ text, picture }, place) => (
        <p key={place} class="given">
          {text}
          {picture ? <QuestionPicture url={question.files[picture] ?? ""} alt={text} renew={renew} /> : null}
        </p>
      ))}
    </div>
  );
}
