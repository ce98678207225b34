/** Another due time of an item for one pupil. */

import { parseFieldValue } from "../../ui/datetime-field.ts";
import { MomentField } from "../../ui/moment-field.tsx";
import { talim, type Person } from "../../talim.ts";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { gradebookWords } from "./words/index.ts";
import type { Grade } from "../grade-data.ts";
import type { CellId } from "./grid-data.ts";

interface ExtensionFormProps {
  gradebook: string;
  cell: CellId;
  me: Person;
  onDone: (grade: Grade) => void;
  close: () => void;
}

export function ExtensionForm({ gradebook, cell, me, onDone, close }: ExtensionFormProps) {
  const words = useWords();
  const texts = gradebookWords.use();
  const form = useForm({
    initial: { due_at: "", reason: "" },
    check: ({ due_at }): { due_at?: string } =>
      due_at && !parseFieldValue(due_at, me.zone) ? { due_at: words.teacher.give.halfTyped } : {},
    send: ({ due_at, reason }) => {
      const body = { student: cell.student, item: cell.item, due_at: parseFieldValue(due_at, me.zone) ?? "", reason };
      return talim.api.post("/grading/gradebooks/{id}/extensions/", { path: { id: gradebook }, body });
    },
    onDone,
  });
  return (
    <Form of={form} word={texts.giveTime} label={texts.extend} close={close}>
      <MomentField of={form} name="due_at" label={texts.newDue} required />
      <TextField of={form} name="reason" label={texts.why} maxLength={500} required />
    </Form>
  );
}
