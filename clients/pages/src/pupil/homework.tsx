/** One homework: what to do, the recorder, and what became of each recording. */

import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { formatScore } from "../format.ts";
import { Link } from "../router.tsx";
import { PushQuestion } from "../push/push-question.tsx";
import { Recorder } from "../recording/recorder.ts";
import type { Phase } from "../recording/recording-state.ts";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading } from "../ui/load.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { formatDeadline } from "./card.tsx";
import { ConsentMissingNotice, useConsentMissing } from "./consent.tsx";
import { CachedNotice, useCachedLoad } from "./cached-load.tsx";
import type { Homework } from "./homework-answers.ts";
import { RecorderPanel } from "./recorder.tsx";
import { Result } from "./result.tsx";
import { PlayButton } from "./play.tsx";
import { TeacherReview } from "./teacher-review.tsx";
import { AttemptComparison } from "./attempt-comparison.tsx";
import { WrittenHomework } from "./written-homework.tsx";


const SPOKEN_KINDS = ["reading", "speaking", "repeat"];
const EVENTS = [
  "attempt.received",
  "attempt.stored",
  "attempt.scored",
  "attempt.refused",
  "attempt.failed",
  "attempt.remarked",
  "homework.reviewed",
  "homework.extended",
] as const;

export function HomeworkPage({ me, values }: PageProps) {
  const path = { id: values["id"] ?? "" };
  const homework = useCachedLoad(
    `homework ${path.id}`,
    me,
    (patience) => talim.api.get("/homework/{id}/", { path, ...patience }),
    [path.id],
  );
  useEvents(talim.realtime.own, EVENTS, (event) => {
    if (!event || event.data.homework === path.id) homework.reload();
  });
  return (
    <>
      <CachedNotice at={homework.cachedAt} again={homework.reload} me={me} />
      <Loading of={homework}>{(item) => <HomeworkView homework={item} me={me} again={homework.reload} />}</Loading>
    </>
  );
}

function HomeworkView({ homework, me, again }: { homework: Homework; me: Person; again: () => void }) {
  const words = useWords();
  const task = homework.assignment;
  const last = homework.last_attempt;
  const [chosen, choose] = useState<string | null>(null);
  const shown = chosen ?? last?.id;
  const [handedIn, hand] = useState<Homework | null>(null);
  useEffect(() => choose(null), [last?.id]);
  const sent = () => {
    hand(homework);
    again();
  };
  const open = homework.state !== "processing" && homework.state !== "reviewed" && homework.attempts_left > 0;
  const scored = last !== null && ["scored", "transcribed"].includes(last.state);
  const reads = useReadingMode(Recorder.forHomework(me.id, homework.id), { open, scored });
  const marked = scored && !reads;
  const spoken = SPOKEN_KINDS.includes(task.kind);
  const barred = useConsentMissing(me, open && spoken);
  const missing = barred ? words.errors.consent_missing : null;
  const shut = open ? missing : homework.attempts_left ? words.recorder.errors.not_open : words.errors.no_attempts_left;
  const recorder =
    open && handedIn === homework ? (
      <p class="state" role="status">
        <Icon name="good" />
        {spoken ? words.result.received : words.task.sentText}
      </p>
    ) : spoken ? (
      <>
        {open && barred ? <ConsentMissingNotice me={me} homework={homework.id} /> : null}
        <RecorderPanel homework={homework} me={me} shut={shut} sent={sent} again={again} />
      </>
    ) : open ? (
      <WrittenHomework homework={homework} sent={sent} />
    ) : null;
  const earner = shown === last?.id ? me : undefined;
  const result = shown ? <Result key={shown} id={shown} task={task} earner={earner} ended={again} /> : null;
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1>{task.title}</h1>
      <p class="quiet">
        {homework.due_at ? formatDeadline(homework.due_at, me, words) : words.home.noDue}
        {homework.due_at ? ` · ${words.task.late[task.late_policy]}` : ""} ·{" "}
        {homework.attempts_left ? words.task.triesLeft(homework.attempts_left) : words.task.noTries}
      </p>
      {open && task.coins ? (
        <p>
          <span class="chip">
            <Icon name="coins" />
            {words.home.coins(task.coins)}
          </span>
        </p>
      ) : null}
      {homework.score === null ? null : (
        <p class="state">
          <Icon name="good" />
          {words.home.state[homework.state]}: <b>{words.result.score(formatScore(homework.score))}</b>
        </p>
      )}
      <TeacherReview homework={homework} />
      {handedIn ? <PushQuestion me={me} /> : null}
      {marked ? result : <TaskText task={task} />}
      {recorder}
      {marked ? (
        <details>
          <summary>{task.title}</summary>
          <TaskText task={task} />
        </details>
      ) : scored ? null : (
        result
      )}
      {shown && !(scored && reads) ? (
        <AttemptComparison homework={homework.id} zone={me.zone} shown={shown} choose={choose} latest={`${last?.id} ${last?.state}`} />
      ) : null}
    </>
  );
}

/**
 * Whether the text is read now, or what was read is still to be sent. Where it takes the place of the words of an earlier
 * try it comes into view.
 */
function useReadingMode(recorder: Recorder, { open, scored }: { open: boolean; scored: boolean }): boolean {
  const [phase, set] = useState<Phase>(() => recorder.state.get().phase);
  useEffect(() => {
    set(recorder.state.get().phase);
    return recorder.state.subscribe((take) => set(take.phase));
  }, [recorder]);
  const aloud = ["asking", "recording", "paused"].includes(phase);
  useEffect(() => {
    if (aloud && scored) document.getElementById("task")?.scrollIntoView();
  }, [aloud]);
  return aloud || (phase === "kept" && open);
}

function TaskText({ task }: { task: Homework["assignment"] }) {
  const words = useWords();
  const what = {
    reading: words.task.read,
    speaking: words.task.answer,
    repeat: words.task.repeat,
    file: words.task.file,
    text: words.task.write,
  };
  const path = { id: task.id };
  return (
    <section class="task" aria-labelledby="task">
      <h2 id="task">{what[task.kind]}</h2>
      {task.instructions ? <p>{task.instructions}</p> : null}
      {task.question ? (
        <p class="reading" lang={task.language}>
          {task.question}
        </p>
      ) : null}
      {task.reference_text ? (
        <p class="reading" lang={task.language}>
          {task.reference_text}
        </p>
      ) : null}
      {task.model_audio ? (
        <PlayButton
          word={words.task.model}
          fetch={() => talim.api.get("/homework/assignments/{id}/model-audio/", { path })}
        />
      ) : null}
    </section>
  );
}
