/** One answer of a learner, as who marks it sees it: what was asked, what was answered, what is right. */

import { formatScore } from "../../format.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { quizWriteWords } from "../../words/quizzes/write/index.ts";
import { getRightResponse, listAnswer, type AnswerLine } from "../take/answer-lines.ts";
import type { Question } from "../take/calls.ts";
import { Marks, Regions } from "../take/marks.tsx";
import { QuestionPicture } from "../take/picture.tsx";
import { Prompt } from "../take/question.tsx";
import { countWords, isAnswered } from "../take/responses.ts";

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
      {look === "waits" ? texts.waitsForYou : `${texts.looks[look]} · ${texts.ofPoints(formatScore(question.mark ?? 0), formatScore(question.points))}`}
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
  return (
    <>
      <Prompt question={question} renew={renew} />
      {body.kind === "gap" ? <p class="gap-source quiet">{body.text.replace(/\[\[[A-Za-z0-9_-]+\]\]/g, "[ … ]")}</p> : null}
      <h3>{texts.theAnswer}</h3>
      {!isAnswered(response) ? (
        <p class="quiet">{texts.noAnswer}</p>
      ) : response?.kind === "hotspot" && body.kind === "hotspot" ? (
        <div class="hotspot-draw">
          <QuestionPicture url={question.files[body.picture ?? ""] ?? ""} alt="" renew={renew} />
          {key?.kind === "hotspot" ? <Regions regions={key.regions} aspect={key.aspect ?? 1} /> : null}
          <Marks points={response.points ?? []} />
        </div>
      ) : (
        <Lines lines={listAnswer(body, response, words)} question={question} renew={renew} />
      )}
      {response?.kind === "essay" ? <p class="quiet small">{texts.wordCount(countWords(response.text ?? ""))}</p> : null}
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
