/** An assignment given to other groups of the teacher as well, with a deadline of its own. */

import { talim, type Person } from "../talim.ts";
import { Dialog } from "../ui/dialog.tsx";
import { ChecksField } from "../ui/form/choice-fields.tsx";
import { FieldFrame } from "../ui/form/field.tsx";
import { Form } from "../ui/form/form.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { homeworkWords } from "../words/teacher/homework/index.ts";
import { parseFieldValue } from "./datetime-field.ts";
import type { Assignment } from "./edit-assignment.tsx";

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
      const moment = parseFieldValue(deadline, me.zone);
      return moment && Date.parse(moment) < Date.now() ? { deadline: words.teacher.give.past } : {};
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
      <ChecksField of={form} name="groups" label={texts.groups} required options={groups.map(({ id, name }) => ({ value: id, label: name }))} />
      <FieldFrame of={form} name="deadline" label={texts.deadline} required={false}>
        {(control) => (
          <input
            {...control}
            type="datetime-local"
            value={form.values.deadline}
            onInput={(event) => form.set("deadline", event.currentTarget.value)}
          />
        )}
      </FieldFrame>
    </Form>
  );
}
