/** Why something that counts is changed; and what to do where somebody else wrote into the cell, or the entry did not arrive. */

import { ApiError } from "@talim/client";
import { Dialog } from "../../ui/dialog.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { gradebookWords } from "./words/index.ts";
import { isChanged, isWithoutReason, type Entries, type Unsaved } from "./entries.ts";
import { countsAlready, describeDraft, findCell, type Grid } from "./grid-data.ts";

interface EntryDialogProps {
  of: Unsaved;
  grid: Grid;
  entries: Entries;
}

export function EntryDialog({ of: one, grid, entries }: EntryDialogProps) {
  const words = useWords();
  const texts = gradebookWords.use();
  const form = useForm({
    initial: { reason: "" },
    send: ({ reason }) => entries.send(one, reason),
    onDone: () => undefined,
  });
  const item = grid.items.find(({ id }) => id === one.item);
  const student = grid.rows.find((row) => row.student.id === one.student)?.student;
  const needsReason = countsAlready(findCell(grid, one)) || isWithoutReason(one.error);
  const close = () => entries.forget(one);
  return (
    <Dialog label={texts.whyChanged} close={close}>
      <h2>{student?.full_name}</h2>
      <p>
        {item?.name}: <strong>{describeDraft(one.draft, texts)}</strong>
      </p>
      {one.error && !form.error && !isWithoutReason(one.error) ? (
        <Problem error={one.error} here={nameChange(one.error)} />
      ) : null}
      <Form
        of={form}
        word={isChanged(one.error) ? texts.writeAgain(describeDraft(one.draft, texts)) : words.form.save}
        close={close}
        here={nameChange(form.error)}
      >
        {needsReason ? (
          <TextField of={form} name="reason" label={texts.whyChanged} maxLength={500} required autofocus />
        ) : null}
      </Form>
    </Dialog>
  );
}

/** Who wrote what meanwhile, as the server says it. */
function nameChange(error: unknown): Record<string, string> {
  const texts = error instanceof ApiError && isChanged(error) ? (error.fields["points"] ?? []) : [];
  return texts.length ? { grade_changed: texts.join(" ") } : {};
}
