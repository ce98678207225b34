/** One homework of a child, to read and to hear. */

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime, formatScore } from "../../format.ts";
import { Advice } from "../pupil/advice.tsx";
import { findTaskIcon, formatDeadline } from "../pupil/card.tsx";
import { PlayButton } from "../pupil/play.tsx";
import { TeacherReview } from "../pupil/teacher-review.tsx";
import { WordView } from "../pupil/word-view.tsx";
import { getShownClass, getWordLook, SIGNS } from "../pupil/word-looks.ts";
import { HomeworkRubricView } from "../../grading/rubrics/rubric-view.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, LoadProblem, useLoad } from "../../ui/load.tsx";
import { useStream } from "../../ui/stream.ts";
import { childrenWords } from "../../parent/children/words/index.ts";
import { SubmittedFilm } from "../../video/submitted-film.tsx";
import { useWords } from "../../words/index.ts";

type Homework = Answer<"/homework/{id}/", "get">;
type Attempt = Answer<"/homework/attempts/{id}/", "get">;

export function ChildHomework({ me, values }: PageProps) {
  const words = useWords();
  const path = { id: values["id"] ?? "" };
  const homework = useLoad(() => talim.api.get("/homework/{id}/", { path }), [path.id]);
  const of = homework.value?.student;
  const stream = useStream("child", of?.id);
  useEffect(() => stream?.onChange(homework.reload), [stream, homework.reload]);
  return (
    <>
      <p>
        {of ? (
          <Link to={`children/${of.id}`}>← {childrenWords.get().toChild(of.full_name)}</Link>
        ) : (
          <Link to="">← {words.nav.home}</Link>
        )}
      </p>
      <Loading of={homework}>{(loadedHomework) => <ChildHomeworkView homework={loadedHomework} me={me} />}</Loading>
    </>
  );
}

function ChildHomeworkView({ homework, me }: { homework: Homework; me: Person }) {
  const words = useWords();
  const assignment = homework.assignment;
  return (
    <>
      <h1>{assignment.title}</h1>
      <p class="quiet">
        {homework.student.full_name} · {homework.due_at ? formatDeadline(homework.due_at, me, words) : words.home.noDue}
      </p>
      <p class="state">
        <Icon
          name={homework.state === "assigned" || homework.state === "returned" ? findTaskIcon(assignment.kind) : "good"}
        />
        {words.parent.state[homework.state]}
        {homework.score === null ? null : <b>{words.result.score(formatScore(homework.score))}</b>}
        {homework.stars === null ? null : <b>{words.home.stars(homework.stars)}</b>}
      </p>
      <TeacherReview homework={homework} instead={words.parent.ofChild} />
      {hasPermission(me, "grading.see") ? <ChildRubric homework={homework} /> : null}
      {homework.last_attempt ? (
        <AttemptList
          homework={homework}
          me={me}
          version={`${homework.last_attempt.id} ${homework.last_attempt.state}`}
        />
      ) : (
        <p class="empty">{words.parent.notYet}</p>
      )}
      <details>
        <summary>{words.parent.task}</summary>
        {assignment.instructions ? <p>{assignment.instructions}</p> : null}
        <p class="reading" lang={assignment.language}>
          {assignment.question || assignment.reference_text}
        </p>
      </details>
    </>
  );
}

/** By what it is judged, and what was chosen. */
function ChildRubric({ homework }: { homework: Homework }) {
  const path = { id: homework.id };
  const rubric = useLoad(() => talim.api.get("/grading/homework/{id}/rubric/", { path }), [homework]);
  return rubric.value ? (
    <HomeworkRubricView answer={rubric.value} />
  ) : rubric.error ? (
    <LoadProblem of={rubric} />
  ) : null;
}

function AttemptList({ homework, me, version }: { homework: Homework; me: Person; version: string }) {
  const words = useWords();
  const query = { page_size: 20, ordering: "-number" };
  const attempts = useLoad(
    async () => (await talim.api.get("/homework/{id}/attempts/", { path: { id: homework.id }, query })).results,
    [homework.id, version],
  );
  const [chosen, setChosen] = useState("");
  return (
    <Loading of={attempts}>
      {(all) => {
        const shown = all.find((item) => item.id === chosen) ?? all[0];
        if (!shown) return null;
        return (
          <>
            {all.length > 1 ? (
              <div class="choice" role="group" aria-label={words.parent.tries}>
                {all.map((item) => (
                  <button type="button" key={item.id} aria-pressed={item === shown} onClick={() => setChosen(item.id)}>
                    {words.result.tryOf(item.number)}
                    {item.score === null ? "" : `: ${formatScore(item.score)}`}
                  </button>
                ))}
              </div>
            ) : null}
            <p class="quiet small">{formatDayTime(shown.created_at, me.zone, words)}</p>
            <AttemptView key={shown.id} id={shown.id} state={shown.state} language={homework.assignment.language} />
          </>
        );
      }}
    </Loading>
  );
}

/** An attempt with its words. A parent who may not hear it sees the score only; a deleted recording has no sound. */
function AttemptView({ id, state, language }: { id: string; state: string; language: string }) {
  const words = useWords();
  const path = { id };
  const attempt = useLoad(() => talim.api.get("/homework/attempts/{id}/", { path }), [id, state]);
  return (
    <Loading of={attempt}>
      {(loadedAttempt) => (
        <>
          {loadedAttempt.text && ["refused", "failed"].includes(loadedAttempt.state) ? (
            <p>{loadedAttempt.text}</p>
          ) : null}
          {loadedAttempt.words.length ? (
            loadedAttempt.audio ? (
              <WordView attempt={loadedAttempt} language={language} instead={words.parent.ofChild} />
            ) : (
              <RecordingView attempt={loadedAttempt} language={language} />
            )
          ) : loadedAttempt.video ? (
            <SubmittedFilm attempt={loadedAttempt} />
          ) : loadedAttempt.audio ? (
            <PlayButton
              word={words.parent.listen}
              fetch={() => talim.api.get("/homework/attempts/{id}/audio/", { path })}
            />
          ) : null}
          {isClosed(loadedAttempt) ? <p class="quiet">{words.parent.noRecordings}</p> : null}
          {!loadedAttempt.words.length && (loadedAttempt.transcript || loadedAttempt.answer) ? (
            <p class="reading" lang={loadedAttempt.language || language}>
              {loadedAttempt.transcript || loadedAttempt.answer}
            </p>
          ) : null}
          <Advice title={words.parent.advice} all={loadedAttempt.advice} />
        </>
      )}
    </Loading>
  );
}

function isClosed(attempt: Attempt): boolean {
  return attempt.state === "scored" && !attempt.waits && !attempt.words.length && !attempt.audio;
}

function RecordingView({ attempt, language }: { attempt: Attempt; language: string }) {
  const { result, parent } = useWords();
  return (
    <>
      <p class="small quiet">{parent.notKept}</p>
      <p class="reading" lang={language}>
        {attempt.words.map((word) => (
          <span key={word.index} class={`read ${getWordLook(word)}`}>
            {word.text}
            <span aria-hidden="true">{SIGNS[getWordLook(word)]}</span>
            <span class="unseen" lang="">
              {" "}
              {result.class[getShownClass(word)] ?? word.class}
            </span>{" "}
          </span>
        ))}
      </p>
    </>
  );
}
