/** One learner's go at a quiz, with what is right, marks by hand and answers that came late. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatScore } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import type { Question } from "../take/calls.ts";
import { AnswerLook, AnswerState, getProposal } from "./answer-look.tsx";
import { MarkForm } from "./mark-form.tsx";

type Attempt = Answer<"/quizzes/attempts/{id}/marking/", "get">;

export function AttemptPage({ me, values: { id = "" } }: PageProps) {
  const attempt = useLoad(() => talim.api.get("/quizzes/attempts/{id}/marking/", { path: { id } }), [id]);
  return <Loading of={attempt}>{(value) => <AttemptView attempt={value} me={me} reload={attempt.reload} />}</Loading>;
}

function AttemptView({ attempt, me, reload }: { attempt: Attempt; me: Person; reload: () => void }) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const facts = [
    texts.tryOf(attempt.number),
    texts.states[attempt.state],
    ...(attempt.handed_in_at ? [formatDayTime(attempt.handed_in_at, me.zone, words)] : []),
    ...(attempt.handed_in_by === "deadline" ? [texts.byDeadline] : []),
  ];
  return (
    <article class="quiz-attempt">
      <p>
        <Link to={`quiz-results/${attempt.quiz}`}>{attempt.title}</Link>
      </p>
      <h1>{attempt.learner.full_name}</h1>
      <p class="quiet">{facts.join(" · ")}</p>
      {attempt.score === null ? null : (
        <p class="mark">
          <b class="number">{texts.ofPoints(formatScore(attempt.score), formatScore(attempt.max_score))}</b>
          {attempt.percent === null ? null : ` · ${formatScore(attempt.percent)} %`}
          {attempt.passed === null ? null : ` · ${attempt.passed ? texts.passed : texts.notPassed}`}
        </p>
      )}
      <ol class="attempt-answers">
        {attempt.questions.map((question) => (
          <li key={question.answer}>
            <OneAnswer question={question} attempt={attempt} me={me} reload={reload} />
          </li>
        ))}
      </ol>
    </article>
  );
}

function OneAnswer({
  question,
  attempt,
  me,
  reload,
}: {
  question: Question;
  attempt: Attempt;
  me: Person;
  reload: () => void;
}) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const [marking, setMarking] = useState(false);
  const isClosed = attempt.state !== "open";
  return (
    <section aria-labelledby={`answer-${question.place}`}>
      <h2 id={`answer-${question.place}`}>
        {texts.questionNumber(question.place)} {isClosed ? <AnswerState question={question} /> : null}
      </h2>
      <AnswerLook question={question} renew={reload} />
      {question.comment ? <p class="quiet">{texts.yourComment(question.comment)}</p> : null}
      {question.late ? <Late question={question} me={me} reload={reload} /> : null}
      {!isClosed ? null : marking || question.waits ? (
        <MarkForm
          answer={question.answer}
          points={question.points}
          mark={question.mark}
          comment={question.comment}
          proposal={getProposal(question)}
          onDone={() => {
            setMarking(false);
            showNotice(words.form.saved);
            reload();
          }}
        />
      ) : (
        <button type="button" onClick={() => setMarking(true)}>
          {texts.markByHand}
        </button>
      )}
    </section>
  );
}

function Late({ question, me, reload }: { question: Question; me: Person; reload: () => void }) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const { late } = question;
  const form = useForm<{ reason: string }, unknown>({
    initial: { reason: "" },
    send: (body, idempotencyKey) =>
      talim.api.post("/quizzes/answers/{id}/accept-late/", { path: { id: question.answer }, body, idempotencyKey }),
    onDone: () => {
      showNotice(texts.lateAccepted);
      reload();
    },
  });
  if (!late) return null;
  return (
    <div class="notice late-answer">
      <div>
        <p>
          <strong>{texts.cameLate(formatDayTime(late.received_at, me.zone, words))}</strong>
          {late.client_at ? ` ${texts.deviceSaid(formatDayTime(late.client_at, me.zone, words))}` : ""}
        </p>
        {late.accepted_at ? (
          <p>{texts.acceptedBecause(late.reason)}</p>
        ) : (
          <>
            <AnswerLook question={{ ...question, key: null }} response={late.response} renew={reload} />
            <Form of={form} word={texts.acceptLate} label={texts.acceptLate}>
              <TextField of={form} name="reason" label={texts.reason} maxLength={500} required />
            </Form>
          </>
        )}
      </div>
    </div>
  );
}
