/** The questions of an open attempt: one by one, or all on a page. */

import { useEffect, useRef } from "preact/hooks";
import { query, replaceQuery } from "../../router.tsx";
import { useStore } from "../../store.ts";
import type { Person } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { isViewing } from "../../viewing.ts";
import { useWorkInProgress } from "../../work-in-progress.ts";
import { takeWords } from "./words/index.ts";
import type { Attempt, Question } from "./calls.ts";
import { DeadlineClock } from "./deadline-clock.tsx";
import { HandIn } from "./hand-in.tsx";
import { QuestionView } from "./question.tsx";
import { isAnswered } from "./responses.ts";
import type { Answers } from "./use-answers.ts";

interface TakingProps {
  attempt: Attempt;
  me: Person;
  answers: Answers;
  isOver: boolean;
  end: () => void;
  replace: (attempt: Attempt) => void;
  update: (place: number, fields: Partial<Question>) => void;
  renew: () => void;
}

export function Taking({ attempt, me, answers, isOver, end, replace, update, renew }: TakingProps) {
  const texts = takeWords.use();
  const { questions, one_by_one: isOneByOne } = attempt;
  const { number, go, box } = useQuestionNumber(questions.length);
  useWorkInProgress(true);
  const answered = questions.filter((question) => isAnswered(answers.get(question)));
  const isReadOnly = isOver || isViewing;
  const finish = () => {
    if (isOver) return;
    end();
    void answers.send();
  };
  const renderQuestion = (question: Question, index: number) => (
    <QuestionView
      key={question.place}
      question={question}
      number={index + 1}
      attempt={attempt.id}
      me={me}
      answers={answers}
      isReadOnly={isReadOnly}
      update={(fields) => update(question.place, fields)}
      renew={renew}
    />
  );
  const current = questions[number - 1];
  const isLast = number === questions.length;
  return (
    <article class="quiz">
      <h1>{attempt.title}</h1>
      <div class="quiz-bar">
        <DeadlineClock attempt={attempt} me={me} end={finish} />
        <span class="number">{texts.answered(answered.length, questions.length)}</span>
      </div>
      {isOver ? (
        <p class="notice" role="status">
          <Icon name="late" />
          {answers.waiting ? texts.timeUpKept : texts.timeUp}
        </p>
      ) : null}
      {attempt.instructions && (!isOneByOne || number === 1) ? (
        <p class="quiz-instructions">{attempt.instructions}</p>
      ) : null}
      {isOneByOne && current ? (
        <>
          <div ref={box} class="quiz-one" tabIndex={-1}>
            {renderQuestion(current, number - 1)}
          </div>
          <div class="turns">
            <Button off={number === 1} onClick={() => go(number - 1)}>
              {texts.back}
            </Button>
            <span>{texts.place(number, questions.length)}</span>
            <Button off={isLast} class={isLast ? undefined : "main"} onClick={() => go(number + 1)}>
              {texts.next}
            </Button>
          </div>
          <Overview questions={questions} answers={answers} number={number} go={go} />
        </>
      ) : (
        questions.map(renderQuestion)
      )}
      {isReadOnly ? null : (
        <HandIn attempt={attempt} answers={answers} isMain={!isOneByOne || isLast} onDone={replace} />
      )}
    </article>
  );
}

/** Which question is open, in the address, so that it is the same one after a reload. After a step it has the focus. */
function useQuestionNumber(count: number) {
  const asked = Number(new URLSearchParams(useStore(query)).get("question"));
  const number = Math.min(Math.max(1, asked || 1), Math.max(1, count));
  const box = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  const go = (to: number) => {
    hasMoved.current = true;
    replaceQuery(`?question=${to}`);
  };
  useEffect(() => {
    if (!hasMoved.current) return;
    box.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [number]);
  return { number, go, box };
}

function Overview({
  questions,
  answers,
  number,
  go,
}: {
  questions: Question[];
  answers: Answers;
  number: number;
  go: (to: number) => void;
}) {
  const texts = takeWords.use();
  return (
    <nav aria-label={texts.overview}>
      <ol class="quiz-overview">
        {questions.map((question, index) => {
          const isDone = isAnswered(answers.get(question));
          return (
            <li key={question.place}>
              <button
                type="button"
                class={isDone ? "done" : undefined}
                aria-current={index + 1 === number ? "step" : undefined}
                aria-label={texts.overviewOf(index + 1, isDone)}
                onClick={() => go(index + 1)}
              >
                {index + 1}
                {isDone ? <Icon name="good" /> : null}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
