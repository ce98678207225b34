/** What came of one go at a quiz: the result, and what one answered, as far as it may be seen. */

import { formatScore } from "../../format.ts";
import { Link } from "../../router.tsx";
import { Icon } from "../../ui/icon.tsx";
import { takeWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { AnswerFiles } from "./answer-files.tsx";
import { getRightResponse, listAnswer, type AnswerLine } from "./answer-lines.ts";
import type { Attempt, Question } from "./calls.ts";
import { Marks, Regions } from "./marks.tsx";
import { QuestionPicture } from "./picture.tsx";
import { Prompt, StateSign } from "./question.tsx";
import { isAnswered, showGaps } from "./responses.ts";
import { findSpoken, isBeingHeard, SpokenWords } from "./spoken-words.tsx";
import type { Answers } from "./use-answers.ts";

interface ResultProps {
  attempt: Attempt;
  answers: Answers;
  /** The server has not settled what it shows. */
  isClosing: boolean;
  renew: () => void;
}

export function Result({ attempt, answers, isClosing, renew }: ResultProps) {
  const texts = takeWords.use();
  return (
    <article class="quiz">
      <h1>{attempt.title}</h1>
      {isClosing ? (
        <p class="notice" role="status">
          <Icon name="clock" /> {texts.counting}
        </p>
      ) : (
        <Score attempt={attempt} />
      )}
      {attempt.handed_in_by === "deadline" ? <p class="quiet">{texts.byDeadline}</p> : null}
      {answers.waiting ? (
        <p class="notice" role="status">
          <Icon name="away" /> {texts.waitingLate(answers.waiting)}
        </p>
      ) : null}
      <p>
        <Link to={`quiz/${attempt.quiz}`} class="button">
          {texts.toQuiz}
        </Link>
      </p>
      {attempt.questions.map((question, index) => (
        <QuestionResult key={question.place} question={question} number={index + 1} answers={answers} renew={renew} />
      ))}
    </article>
  );
}

function Score({ attempt: { percent, passed, score, max_score: max, questions } }: { attempt: Attempt }) {
  const words = useWords();
  const texts = takeWords.use();
  const isHeard = questions.some((question) => question.waits && isBeingHeard(question));
  const waits = questions.filter((question) => question.waits && !isBeingHeard(question)).length;
  return (
    <div role="status">
      {percent === null ? (
        <p>{waits || isHeard ? texts.handedIn : texts.notShown}</p>
      ) : (
        <p class="mark">
          <b>{texts.percent(formatScore(percent))}</b>{" "}
          {score === null ? null : <span class="quiet">{texts.pointsOf(formatScore(score), formatScore(max))}</span>}
        </p>
      )}
      {passed ? (
        <div class="celebration">
          <Icon name="star" />
          <p>
            <b>{words.learning.wellDone}</b>
            <span>{texts.passed}</span>
          </p>
        </div>
      ) : passed === false ? (
        <p>{texts.notPassed}</p>
      ) : null}
      {isHeard ? (
        <p class="state">
          <Icon name="clock" /> {texts.beingHeard}
        </p>
      ) : null}
      {waits ? (
        <p class="state">
          <Icon name="clock" /> {texts.teacherLooks(waits)}
        </p>
      ) : null}
    </div>
  );
}

function QuestionResult({
  question,
  number,
  answers,
  renew,
}: {
  question: Question;
  number: number;
  answers: Answers;
  renew: () => void;
}) {
  const texts = takeWords.use();
  const { place, body, key, mark, points, is_correct: isRight, feedback, explanation, comment, language } = question;
  const response = answers.get(question);
  const state = answers.getState(question);
  const given = listAnswer(body, response, texts);
  const right = key && !isRight ? listAnswer(body, getRightResponse(body, key), texts) : [];
  // A hint takes points of an answer that is right.
  const isSame = JSON.stringify(given) === JSON.stringify(right);
  return (
    <section class="quiz-question" aria-labelledby={`question-${place}`}>
      <h2 id={`question-${place}`}>
        {texts.question(number)}{" "}
        {mark === null ? null : (
          <span class="quiet small">{texts.pointsOf(formatScore(mark), formatScore(points))}</span>
        )}
      </h2>
      <Verdict question={question} />
      <Prompt question={question} renew={renew} />
      {body.kind === "gap" && !isAnswered(response) ? (
        <p class="quiz-gaps" lang={language}>
          {showGaps(body.text)}
        </p>
      ) : null}
      <h3>{texts.yourAnswer}</h3>
      {body.kind === "hotspot" ? (
        <PointedPicture question={question} renew={renew} />
      ) : isAnswered(response) ? (
        <Given question={question} answers={answers} lines={given} renew={renew} />
      ) : (
        <p class="quiet">{texts.notAnswered}</p>
      )}
      {state === "saved" || state === "none" ? null : (
        <p>
          <StateSign state={state} />
        </p>
      )}
      {right.length && !isSame ? (
        <>
          <h3>{texts.rightAnswer}</h3>
          <Lines lines={right} question={question} renew={renew} />
        </>
      ) : null}
      {[...feedback, explanation].filter(Boolean).map((text) => (
        <p key={text} class="quiz-words" lang={language}>
          {text}
        </p>
      ))}
      {comment ? (
        <div class="said">
          <h3>{texts.teacherSays}</h3>
          <blockquote>{comment}</blockquote>
        </div>
      ) : null}
    </section>
  );
}

/** What was answered: a recording with what was heard in it, files, or lines. */
function Given({
  question,
  answers,
  lines,
  renew,
}: {
  question: Question;
  answers: Answers;
  lines: readonly AnswerLine[];
  renew: () => void;
}) {
  const texts = takeWords.use();
  const { kind } = question.body;
  if (kind !== "speak" && kind !== "file") return <Lines lines={lines} question={question} renew={renew} />;
  const spoken = findSpoken(question, question.response);
  return (
    <>
      <AnswerFiles files={question.answer_files} response={question.response} renew={renew} />
      {answers.getFiles(question).map(({ key, name, sent }) => (sent ? null : <p key={key}>{name}</p>))}
      {spoken ? <SpokenWords spoken={spoken} language={question.language} waits={texts.beingHeard} /> : null}
    </>
  );
}

/** How an answer was, by a sign and a word; nothing where it may not be seen. */
function Verdict({ question }: { question: Question }) {
  const texts = takeWords.use();
  const { waits, mark, is_correct: isRight, response } = question;
  // What is said below of its recording.
  if (waits && isBeingHeard(question)) return null;
  if (waits) {
    return (
      <p class="state">
        <Icon name="clock" /> {texts.verdicts.waits}
      </p>
    );
  }
  if (mark === null) return null;
  const [verdict, sign] = isRight
    ? (["good", "✓"] as const)
    : mark > 0
      ? (["near", "~"] as const)
      : isAnswered(response)
        ? (["check", "?"] as const)
        : (["missing", "–"] as const);
  return (
    <p class={`state quiz-verdict ${verdict}`}>
      <span class="sign" aria-hidden="true">
        {sign}
      </span>
      <span>{texts.verdicts[verdict]}</span>
    </p>
  );
}

function Lines({
  lines,
  question: { language, files },
  renew,
}: {
  lines: readonly AnswerLine[];
  question: Question;
  renew: () => void;
}) {
  return (
    <ul class="quiz-lines" lang={language}>
      {lines.map(({ text, picture }, index) => {
        const url = picture ? files[picture] : undefined;
        return (
          <li key={index}>
            {text}
            {url ? <QuestionPicture url={url} alt="" renew={renew} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

function PointedPicture({
  question: { body, key, response, files },
  renew,
}: {
  question: Question;
  renew: () => void;
}) {
  const texts = takeWords.use();
  const url = body.kind === "hotspot" && body.picture ? files[body.picture] : undefined;
  const points = (response?.kind === "hotspot" && response.points) || [];
  return (
    <>
      {points.length ? null : <p class="quiet">{texts.notAnswered}</p>}
      {url ? (
        <div class="hotspot-box">
          <QuestionPicture url={url} alt={texts.yourPoints} renew={renew} />
          {key?.kind === "hotspot" ? <Regions regions={key.regions} aspect={key.aspect ?? 1} /> : null}
          <Marks points={points} />
        </div>
      ) : null}
      {key?.kind === "hotspot" ? <p class="quiet">{texts.rightRegions}</p> : null}
    </>
  );
}
