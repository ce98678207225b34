/** Pupils who join a group: one or many, as members or for a trial lesson. */

import { talim } from "../../talim.ts";
import { ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickManyField, type Pick } from "../../ui/form/pick-field.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { countFreeSeats, findPupils, orNull, toOptions, type BulkChange, type Group } from "./data.ts";
import { Seats } from "./member-state.tsx";

/** An interface would have no index of its own. */
type Fields = {
  students: Pick[];
  status: "active" | "trial";
  joined_on: string;
  leaves_on: string;
  reason: string;
};

interface AddMembersProps {
  group: Group;
  /** With the bulk change, where several joined. */
  onDone: (change?: BulkChange) => void;
  close: () => void;
}

export function AddMembers({ group, onDone, close }: AddMembersProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const form = useForm<Fields, BulkChange | undefined>({
    initial: { students: [], status: "active", joined_on: "", leaves_on: "", reason: "" },
    send: (values, key) => add(group.id, values, key),
    onDone: (change) => {
      if (!change) showNotice(words.form.saved);
      onDone(change);
    },
  });
  const { students, status } = form.values;
  const missing = students.length - countFreeSeats(group);
  return (
    <>
      <Seats group={group} />
      <Form of={form} word={texts.addMembers} label={texts.addMembers} close={close}>
        <PickManyField
          of={form}
          name="students"
          label={texts.pupils}
          hint={texts.findPupils}
          find={findPupils}
          required
        />
        {missing > 0 ? (
          <p class="state warn" role="status">
            <Icon name="warning" />
            {texts.tooMany(missing)}
          </p>
        ) : null}
        <ChoiceField of={form} name="status" label={texts.joinAs} options={toOptions(texts.joinStatus)} required />
        <FieldRow>
          <DateField of={form} name="joined_on" label={texts.joinedOn} hint={texts.emptyIsToday} />
          <DateField
            of={form}
            name="leaves_on"
            label={texts.lastDay}
            hint={status === "trial" ? texts.trialDay : undefined}
          />
        </FieldRow>
        <TextField of={form} name="reason" label={texts.note} />
      </Form>
    </>
  );
}

async function add(group: string, { students, ...values }: Fields, key: string): Promise<BulkChange | undefined> {
  const path = { id: group };
  const common = { ...values, joined_on: orNull(values.joined_on), leaves_on: orNull(values.leaves_on) };
  const [first, ...others] = students;
  if (others.length) {
    const body = { ...common, students: students.map(({ id }) => id), preview: false };
    return talim.api.post("/courses/groups/{id}/members/bulk-add/", { path, body, idempotencyKey: key });
  }
  await talim.api.post("/courses/groups/{id}/members/", {
    path,
    body: { ...common, student: first?.id ?? "" },
    idempotencyKey: key,
  });
  return undefined;
}
