/** An assignment changed after it was given: its task, its deadline, or taken back from everybody. */

import { useState } from "preact/hooks";
import { talim, type Person } from "../../talim.ts";
import { DialogButtons, Dialog } from "../../ui/dialog.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { findMomentError } from "../../ui/moment-field.tsx";
import { MoreTaskFields, TaskFields } from "./task-fields.tsx";
import { buildTask, findChanges, toTaskValues, type Assignment, type TaskValues } from "./task-values.ts";

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
  const [before] = useState(() => toTaskValues(assignment, me.zone));
  const path = { id: assignment.id };
  const done = (notice: string) => {
    showNotice(notice);
    close();
    changed();
  };
  const form = useForm<TaskValues, boolean>({
    initial: before,
    check: ({ deadline }) => {
      const error = deadline === before.deadline ? undefined : findMomentError(deadline, me.zone, words);
      return error ? { deadline: error } : {};
    },
    send: async (values) => {
      const { attempts_allowed, coins, ...changes } = findChanges(
        buildTask(before, me.zone),
        buildTask(values, me.zone),
      );
      const body = {
        ...changes,
        ...(attempts_allowed ? { attempts_allowed } : {}),
        ...(typeof coins === "number" ? { coins } : {}),
      };
      if (!Object.keys(body).length) return false;
      await talim.api.patch("/homework/assignments/{id}/", { path, body });
      return true;
    },
    onDone: (isChanged) => (isChanged ? done(w.saved) : close()),
  });
  return (
    <Dialog label={`${w.open}: ${assignment.title}`} close={close}>
      <h2>{assignment.title}</h2>
      <Form of={form} word={w.save}>
        <TaskFields of={form} me={me} deadlineLabel={w.deadline} />
        <MoreTaskFields of={form} me={me} group={assignment.group ?? undefined} given />
      </Form>
      <Withdrawal assignment={assignment} close={close} withdrawn={() => done(w.gone)} />
    </Dialog>
  );
}

function Withdrawal({
  assignment,
  close,
  withdrawn,
}: {
  assignment: Assignment;
  close: () => void;
  withdrawn: () => void;
}) {
  const w = useWords().teacher.change;
  const [sure, setSure] = useState(false);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const withdraw = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await retryAfterSignIn(() => talim.api.delete("/homework/assignments/{id}/", { path: { id: assignment.id } }));
      withdrawn();
    } catch (reason) {
      setError(() => reason);
      setBusy(false);
      setSure(false);
    }
  };
  return (
    <>
      {error ? <Problem error={error} /> : null}
      {sure ? (
        <div role="group" aria-labelledby="sure">
          <p id="sure">{w.sure(assignment.title)}</p>
          <DialogButtons word={w.really} busy={busy} go={() => void withdraw()} close={() => setSure(false)} />
        </div>
      ) : (
        <DialogButtons word={w.back} busy={busy} go={() => setSure(true)} close={close} />
      )}
    </>
  );
}
