/** An assignment given to other groups of the teacher as well, with a deadline of its own. */

import { talim, type Person } from "../../talim.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ChecksField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { homeworkWords } from "./words/index.ts";
import { parseFieldValue } from "../../ui/datetime-field.ts";
import { findMomentError, MomentField } from "../../ui/moment-field.tsx";
import type { Assignment } from "./task-values.ts";

interface Props {
  assignment: Assignment;
  me: Person;
  close: () => void;
}

export function CopyAssignment({ assignment, me, close }: Props) {
  const texts = homeworkWords.use();
  const groups = useLoad(async () => {
    const query = { teacher: me.id, status: "active" as const, page_size: 100, ordering: "name" };
    const { results } = await talim.api.get("/courses/groups/", { query });
    return results.filter(({ id }) => id !== assignment.group);
  }, [assignment.group]);
  return (
    <Dialog label={texts.copy} close={close}>
      <h2>{texts.copy}</h2>
      <Loading of={groups}>
        {(all) =>
          all.length ? (
            <CopyForm assignment={assignment} me={me} close={close} groups={all} />
          ) : (
            <p class="empty">{texts.noGroups}</p>
          )
        }
      </Loading>
    </Dialog>
  );
}

function CopyForm({ assignment, me, close, groups }: Props & { groups: { id: string; name: string }[] }) {
  const words = useWords();
  const texts = homeworkWords.use();
  const form = useForm({
    initial: { groups: [] as string[], deadline: "" },
    check: ({ deadline }) => {
      const error = findMomentError(deadline, me.zone, words);
      return error ? { deadline: error } : {};
    },
    send: ({ groups: chosen, deadline }) =>
      talim.api.post("/homework/assignments/{id}/copy/", {
        path: { id: assignment.id },
        body: { groups: chosen, deadline: parseFieldValue(deadline, me.zone) },
      }),
    onDone: (made) => {
      showNotice(texts.copied(made.length));
      close();
    },
  });
  return (
    <Form of={form} word={texts.copy} close={close}>
      <ChecksField
        of={form}
        name="groups"
        label={texts.groups}
        required
        options={groups.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <MomentField of={form} name="deadline" label={texts.deadline} />
    </Form>
  );
}
