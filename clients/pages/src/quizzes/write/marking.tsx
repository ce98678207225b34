/** The answers that wait for a mark, one after the other, with hands on the keyboard. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatScore } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate, query } from "../../router.tsx";
import { useStore } from "../../store.ts";
import { talim, type Person } from "../../talim.ts";
import { KeyTable, useKeysEnabled } from "../../homework/teacher/key-list.tsx";
import { getFocusPlace } from "../../homework/teacher/keys.ts";
import { useQueueUpdates } from "../../homework/teacher/queue-updates.ts";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { AnswerLook, getProposal } from "./answer-look.tsx";
import { MarkForm, type MarkHandle } from "./mark-form.tsx";
import { getMarkingAct } from "./marking-keys.ts";

type Queue = Answer<"/quizzes/marking/", "get">;
type Waiting = Queue["results"][number];

const PAGE_SIZE = 50;

export function Marking({ me }: PageProps) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const quiz = new URLSearchParams(useStore(query)).get("quiz");
  const latest = useLoad(
    () => talim.api.get("/quizzes/marking/", { query: { page_size: PAGE_SIZE, ...(quiz ? { quiz } : {}) } }),
    [quiz],
  );
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [later, setLater] = useState<ReadonlySet<string>>(new Set());
  const [keys, changeKeys] = useKeysEnabled();
  const held = useRef<string>(undefined);
  useQueueUpdates(latest.reload);
  return (
    <div class="wide">
      <p>
        <Link to="quizzes-written">{words.teacher.nav.quizzes}</Link>
      </p>
      <Loading of={latest}>
        {({ results, count }) => {
          const open = results.filter(({ id }) => !done.has(id));
          // One that is looked at stays, whatever comes before it meanwhile.
          const item =
            open.find(({ id }) => id === held.current && !later.has(id)) ?? open.find(({ id }) => !later.has(id));
          held.current = item?.id;
          const left = count - (results.length - open.length);
          return (
            <>
              <div class="title">
                <h1>{words.teacher.nav.quizMarking}</h1>
                {left > 0 ? (
                  <p class="chip" role="status">
                    {texts.answersWait(left)}
                  </p>
                ) : null}
              </div>
              {quiz ? (
                <p>
                  <Link to="quiz-marking">{texts.allQuizzes}</Link>
                </p>
              ) : null}
              {item ? (
                <MarkItem
                  key={item.id}
                  item={item}
                  me={me}
                  keys={keys}
                  done={() => {
                    setDone(new Set([...done, item.id]));
                    latest.reload();
                  }}
                  skip={() => setLater(new Set([...later, item.id]))}
                />
              ) : open.length ? (
                <button type="button" class="main" onClick={() => setLater(new Set())}>
                  {texts.furtherAnswers}
                </button>
              ) : (
                <Empty drawing="done" text={texts.allMarked} />
              )}
              {item ? <MarkingKeys on={keys} change={changeKeys} /> : null}
            </>
          );
        }}
      </Loading>
    </div>
  );
}

interface MarkItemProps {
  item: Waiting;
  me: Person;
  keys: boolean;
  done: () => void;
  skip: () => void;
}

function MarkItem({ item, me, keys, done, skip }: MarkItemProps) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const attempt = useLoad(
    () => talim.api.get("/quizzes/attempts/{id}/marking/", { path: { id: item.attempt } }),
    [item.attempt],
  );
  const handle = useRef<MarkHandle | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The one before it had the focus: the keys go on here.
    if (document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, []);
  const present = useRef(skip);
  present.current = skip;
  useEffect(() => {
    if (!keys) return undefined;
    const press = (event: KeyboardEvent) => {
      const act = getMarkingAct(event, getFocusPlace(document.activeElement), item.points);
      if (!act) return;
      event.preventDefault();
      if (act.kind === "points") handle.current?.setPoints(act.points);
      else if (act.kind === "save") handle.current?.save();
      else present.current();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [keys, item.points]);
  return (
    <article aria-labelledby="learner">
      <h2 id="learner" ref={title} tabIndex={-1}>
        {item.learner.full_name}
      </h2>
      <p class="quiet">{[item.title, item.question, formatDayTime(item.handed_in_at, me.zone, words)].join(" · ")}</p>
      <Loading of={attempt}>
        {({ questions }) => {
          const question = questions.find(({ answer }) => answer === item.id);
          return question ? (
            <div class="sides review-sides">
              <section id={`question-${question.place}`} aria-label={item.question}>
                <AnswerLook question={question} renew={attempt.reload} />
                <p>
                  <Link to={`quiz-attempt/${item.attempt}`}>{texts.wholeAttempt}</Link>
                </p>
              </section>
              <div>
                <MarkForm
                  answer={item.id}
                  points={question.points}
                  mark={null}
                  comment={question.comment}
                  proposal={getProposal(question)}
                  word={texts.saveAndNext}
                  handle={handle}
                  onDone={({ mark }) => {
                    showNotice(texts.marked(item.learner.full_name, formatScore(mark ?? 0)), {
                      label: words.teacher.review.lookAgain,
                      run: () => navigate(`quiz-attempt/${item.attempt}`),
                    });
                    done();
                  }}
                />
                <button type="button" class="plain" onClick={skip}>
                  {words.teacher.review.actions.skip} <kbd>N</kbd>
                </button>
              </div>
            </div>
          ) : (
            <p class="empty">{words.errors.not_found}</p>
          );
        }}
      </Loading>
    </article>
  );
}

function MarkingKeys({ on, change }: { on: boolean; change: () => void }) {
  const { actions } = useWords().teacher.review;
  const texts = quizWriteWords.use();
  const rows = [
    ["0 – 9", texts.keyPoints],
    ["⏎", texts.saveAndNext],
    ["N", actions.skip],
  ] as const;
  return <KeyTable on={on} change={change} rows={rows} />;
}
