/** More time, or one more try, for one pupil. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, newId, type Answer } from "@talim/client";
import { describeError } from "../../errors.ts";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { DialogButtons, Dialog } from "../../ui/dialog.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { hasIncompleteDate, parseFieldValue } from "../../ui/datetime-field.ts";

type Homework = Answer<"/homework/{id}/", "get">;

/** How many tries are given at once. */
const EXTRA_ATTEMPTS = ["0", "1", "2", "3"];

interface Props {
  homework: string;
  me: Person;
  close: () => void;
  /** It was given. */
  given?: () => void;
}

export function ExtendHomework({ homework, me, close, given }: Props) {
  const words = useWords();
  const detail = useLoad(() => talim.api.get("/homework/{id}/", { path: { id: homework } }), [homework]);
  return (
    <Dialog label={words.teacher.more.title} close={close}>
      <Loading of={detail}>
        {(detail) => (
          <ExtendHomeworkForm
            homework={detail}
            me={me}
            close={close}
            given={(here) => {
              showNotice(words.teacher.more.given(detail.student.full_name));
              if (here) close();
              given?.();
            }}
          />
        )}
      </Loading>
    </Dialog>
  );
}

interface FormProps {
  homework: Homework;
  me: Person;
  close: () => void;
  /** `here`: this form is still before her. */
  given: (here: boolean) => void;
}

function ExtendHomeworkForm({ homework, me, close, given }: FormProps) {
  const words = useWords();
  const w = words.teacher.more;
  const [until, setUntil] = useState("");
  const [tries, setTries] = useState(homework.attempts_left ? "0" : "1");
  const [hint, setHint] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const tried = useRef<{ as: string; key: string } | null>(null);
  const seen = useRef(true);
  useEffect(() => () => void (seen.current = false), []);
  const give = async (event: SubmitEvent) => {
    event.preventDefault();
    const moment = parseFieldValue(until, me.zone);
    const extra = Number(tries);
    setHint("");
    setError(undefined);
    if (hasIncompleteDate(event.currentTarget)) return setHint(words.teacher.give.halfTyped);
    if (!moment && !extra) return setHint(w.empty);
    setBusy(true);
    try {
      const body = { until: moment, extra_attempts: extra || null };
      const as = JSON.stringify(body);
      if (tried.current?.as !== as) tried.current = { as, key: newId() };
      const how = { path: { id: homework.id }, body, idempotencyKey: tried.current.key };
      await retryAfterSignIn(() => talim.api.post("/homework/{id}/extend/", how));
      given(seen.current);
    } catch (reason) {
      if (!seen.current)
        return showNotice(words.teacher.notDone(homework.student.full_name, describeError(reason, words).text));
      setBusy(false);
      if (reason instanceof ApiError && reason.code === "not_open") setHint(reason.detail);
      else setError(() => reason);
    }
  };
  return (
    <form onSubmit={(event) => void give(event)} noValidate>
      <h2>{homework.student.full_name}</h2>
      <p>{homework.assignment.title}</p>
      <p class="quiet">
        {homework.due_at ? words.home.due(formatDayTime(homework.due_at, me.zone, words)) : words.home.noDue} ·{" "}
        {homework.attempts_left ? words.task.triesLeft(homework.attempts_left) : words.task.noTries}
      </p>
      {homework.due_at ? (
        <>
          <label for="until">{w.until}</label>
          <input
            id="until"
            type="datetime-local"
            value={until}
            onInput={(event) => setUntil(event.currentTarget.value)}
          />
        </>
      ) : (
        <p>{w.noDue}</p>
      )}
      <label for="tries">{w.tries}</label>
      <select id="tries" value={tries} onChange={(event) => setTries(event.currentTarget.value)}>
        {EXTRA_ATTEMPTS.map((number) => (
          <option key={number} value={number}>
            {number === "0" ? w.none : `+${number}`}
          </option>
        ))}
      </select>
      {hint ? <p role="alert">{hint}</p> : null}
      {error ? <Problem error={error} /> : null}
      <DialogButtons word={w.give} busy={busy} main close={close} />
    </form>
  );
}
