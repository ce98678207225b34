/** An assignment changed after it was given: its deadline, or taken back from everybody. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim, type Person } from "../talim.ts";
import { DialogButtons, Dialog } from "../ui/dialog.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { retryAfterSignIn } from "../retry-after-sign-in.ts";
import { toFieldValue, hasIncompleteDate, parseFieldValue } from "./datetime-field.ts";

export type Assignment = Answer<"/homework/assignments/", "get">["results"][number];

interface Props {
  assignment: Assignment;
  me: Person;
  close: () => void;
  /** Something is other than before. */
  changed: () => void;
}

export function EditAssignment({ assignment, me, close, changed }: Props) {
  const words = useWords();
  const w = words.teacher.change;
  const before = toFieldValue(assignment.deadline, me.zone);
  const [deadline, set] = useState(before);
  const [sure, ask] = useState(false);
  const [hint, say] = useState("");
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const path = { id: assignment.id };
  const work = async (does: () => Promise<unknown>, word: string) => {
    wait(true);
    fail(undefined);
    try {
      await retryAfterSignIn(does);
      showNotice(word);
      close();
      changed();
    } catch (reason) {
      fail(() => reason);
      wait(false);
      ask(false);
    }
  };
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (hasIncompleteDate(event.currentTarget)) return say(words.teacher.give.halfTyped);
    if (deadline === before) return close();
    const moment = parseFieldValue(deadline, me.zone);
    const past = moment !== null && Date.parse(moment) < Date.now();
    say(past ? words.teacher.give.past : "");
    if (past) return;
    void work(() => talim.api.patch("/homework/assignments/{id}/", { path, body: { deadline: moment } }), w.saved);
  };
  const back = () => void work(() => talim.api.delete("/homework/assignments/{id}/", { path }), w.gone);
  return (
    <Dialog label={`${w.open}: ${assignment.title}`} close={close}>
      <form onSubmit={save} noValidate>
        <h2>{assignment.title}</h2>
        <label for="new-deadline">{w.deadline}</label>
        <input
          id="new-deadline"
          type="datetime-local"
          value={deadline}
          onInput={(event) => set(event.currentTarget.value)}
        />
        {hint ? <p role="alert">{hint}</p> : null}
        <button type="submit" class="main" disabled={busy}>
          {busy ? words.loading : w.save}
        </button>
      </form>
      {error ? <Problem error={error} /> : null}
      {sure ? (
        <div role="group" aria-labelledby="sure">
          <p id="sure">{w.sure(assignment.title)}</p>
          <DialogButtons word={w.really} busy={busy} go={back} close={() => ask(false)} />
        </div>
      ) : (
        <DialogButtons word={w.back} busy={busy} go={() => ask(true)} close={close} />
      )}
    </Dialog>
  );
}
