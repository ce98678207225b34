/** Days on which pupils cannot come, as their families told: accepted, or not, with a word. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ApiError, type Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDate, formatDay, formatDayTime, addDays, toIsoDay, toLocalTime, getDayStart } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { useQueueUpdates } from "../../homework/teacher/queue-updates.ts";

type Excuse = Answer<"/attendance/excuses/", "get">["results"][number];
type Decision = "accept" | "refuse";

const MAX_SHOWN = 20;
const MAX_ACCEPTED = 100;
const MAX_LESSONS = 20;

export function Excuses({ me, acts }: PageProps & { acts?: ComponentChildren }) {
  const words = useWords();
  const w = words.teacher.excuses;
  const query = { state: "asked" as const, page_size: MAX_SHOWN, ordering: "starts_on" };
  const waiting = useLoad(() => talim.api.get("/attendance/excuses/", { query }), []);
  const accepted = useLoad(() => fetchAccepted(me), []);
  const reload = () => {
    waiting.reload();
    accepted.reload();
  };
  useQueueUpdates(waiting.reload);
  return (
    <>
      <h1>{w.title}</h1>
      {acts}
      <Loading of={waiting}>
        {({ results, count }) =>
          results.length ? (
            <>
              {count > results.length ? <p class="quiet">{w.waits(count)}</p> : null}
              <ul class="cards">
                {results.map((excuse) => (
                  <ExcuseCard key={excuse.id} excuse={excuse} me={me} decided={reload} />
                ))}
              </ul>
            </>
          ) : (
            <p class="empty">{w.none}</p>
          )
        }
      </Loading>
      <Loading of={accepted}>
        {(all) => (all.length ? <AcceptedList excuses={all} me={me} onWithdrawn={accepted.reload} /> : null)}
      </Loading>
    </>
  );
}

/** Accepted excuses of today and of coming days, the nearest first. */
async function fetchAccepted(me: Person): Promise<Excuse[]> {
  const today = toIsoDay(Date.now(), me.zone);
  const query = { state: "accepted" as const, from: today, page_size: MAX_ACCEPTED, ordering: "starts_on" };
  return (await talim.api.get("/attendance/excuses/", { query })).results;
}

/** Whoever noted one without a family can withdraw it. */
function AcceptedList({ excuses, me, onWithdrawn }: { excuses: Excuse[]; me: Person; onWithdrawn: () => void }) {
  const w = useWords().teacher.excuses;
  return (
    <section aria-labelledby="excused">
      <h2 id="excused">{w.excused}</h2>
      <ul class="plain">
        {excuses.map((excuse) => (
          <li key={excuse.id}>
            <strong>{excuse.student.full_name}</strong> <Days of={excuse} me={me} /> · {excuse.reason}
            {excuse.asked_by?.id === me.id && excuse.decided_by?.id === me.id ? (
              <ActButton
                word={w.withdraw}
                act={() => talim.api.delete("/attendance/excuses/{id}/", { path: { id: excuse.id } })}
                onDone={() => {
                  showNotice(w.withdrawn(excuse.student.full_name));
                  onWithdrawn();
                }}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Days({ of: { starts_on, ends_on }, me }: { of: Excuse; me: Person }) {
  const words = useWords();
  const [first, last] = [starts_on, ends_on].map((day) => formatDate(day, me.zone, words));
  return <>{first === last ? first : `${first} – ${last}`}</>;
}

function ExcuseCard({ excuse, me, decided }: { excuse: Excuse; me: Person; decided: () => void }) {
  const words = useWords();
  const w = words.teacher.excuses;
  const from = [
    excuse.asked_by ? w.from(excuse.asked_by.full_name) : "",
    formatDayTime(excuse.created_at, me.zone, words),
  ];
  return (
    <li class="card" aria-labelledby={`of-${excuse.id}`}>
      <strong id={`of-${excuse.id}`}>{excuse.student.full_name}</strong>
      <span class="state">
        <Icon name="absence" />
        <Days of={excuse} me={me} />
      </span>
      <blockquote class="given">{excuse.reason}</blockquote>
      <span class="quiet small">{from.filter(Boolean).join(" · ")}</span>
      <MissedLessons excuse={excuse} me={me} />
      <DecisionForm excuse={excuse} decided={decided} />
    </li>
  );
}

/** The pupil's lessons on these days, asked for when somebody looks. */
function MissedLessons({ excuse, me }: { excuse: Excuse; me: Person }) {
  const { teacher } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{teacher.excuses.lessons}</summary>
      {open ? <LessonList excuse={excuse} me={me} /> : null}
    </details>
  );
}

function LessonList({ excuse, me }: { excuse: Excuse; me: Person }) {
  const words = useWords();
  const lessons = useLoad(async () => {
    const [from, to] = [excuse.starts_on, addDays(excuse.ends_on, 1)].map((day) =>
      new Date(getDayStart(day, me.zone)).toISOString(),
    );
    const days = { from: from ?? null, to: to ?? null };
    const query = { ...days, student: excuse.student.id, ordering: "starts_at", page_size: MAX_LESSONS };
    return (await talim.api.get("/lessons/", { query })).results.filter(({ status }) => status !== "cancelled");
  }, [excuse.id]);
  return (
    <Loading of={lessons}>
      {(all) =>
        all.length ? (
          <ul class="plain">
            {all.map((lesson) => (
              <li key={lesson.id}>
                {formatDay(lesson.starts_at, me.zone, words)} {toLocalTime(lesson.starts_at, lesson.zone).time} ·{" "}
                {lesson.group_name}
              </li>
            ))}
          </ul>
        ) : (
          <p class="quiet">{words.teacher.excuses.noLessons}</p>
        )
      }
    </Loading>
  );
}

function DecisionForm({ excuse, decided }: { excuse: Excuse; decided: () => void }) {
  const words = useWords();
  const w = words.teacher.excuses;
  const [answer, setAnswer] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const decide = async (decision: Decision) => {
    setBusy(true);
    setError(undefined);
    try {
      const options = { path: { id: excuse.id }, body: { decision, answer: answer.trim() } };
      await retryAfterSignIn(() => talim.api.patch("/attendance/excuses/{id}/", options));
      showNotice(decision === "accept" ? w.accepted(excuse.student.full_name) : w.refused(excuse.student.full_name));
      decided();
    } catch (reason) {
      setBusy(false);
      if (!(reason instanceof ApiError && reason.code === "not_open")) return setError(() => reason);
      showNotice(reason.detail);
      decided();
    }
  };
  return (
    <form
      class="decide"
      onSubmit={(event) => {
        event.preventDefault();
        void decide("accept");
      }}
    >
      <label for={excuse.id}>{w.answer}</label>
      <textarea
        id={excuse.id}
        rows={2}
        maxLength={500}
        value={answer}
        onInput={(event) => setAnswer(event.currentTarget.value)}
      />
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : w.accept}
      </button>
      <button type="button" disabled={busy} onClick={() => void decide("refuse")}>
        {w.refuse}
      </button>
    </form>
  );
}
