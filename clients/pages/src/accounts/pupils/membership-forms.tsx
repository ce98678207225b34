/** The forms about one pupil in one group. */

import { useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { toIsoDay } from "../../format.ts";
import { usePersonPages } from "../../person-pages.ts";
import { navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type FindPicks, type Pick } from "../../ui/form/pick-field.tsx";
import { findGroups } from "../../ui/form/picks.ts";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { pupilsWords } from "./words/index.ts";
import { AttendedField } from "../../payments/office/attended-days.tsx";
import type { Membership } from "./section.tsx";

interface FormProps {
  membership: Membership;
  close: () => void;
  /** What to say, and the way back where there is one. */
  onDone: (text: string, undo?: () => Promise<unknown>) => void;
}

const getPath = (membership: Membership) => ({ id: membership.group, membership_id: membership.id });

/** Into a group; when it is full, the waiting list is offered. */
export function JoinForm({
  student,
  me,
  close,
  onDone,
}: {
  student: string;
  me: Person;
  close: () => void;
  onDone: () => void;
}) {
  const { hasPage } = usePersonPages();
  const { member: texts, enrol, membership } = pupilsWords.use();
  const [full, setFull] = useState(false);
  const form = useForm({
    initial: {
      group: null as Pick | null,
      status: "active" as "active" | "trial",
      joined_on: toIsoDay(Date.now(), me.zone),
    },
    draft: `join ${student}`,
    send: async ({ group, status, joined_on }, key) => {
      setFull(false);
      const path = { id: group?.id ?? "" };
      try {
        await talim.api.post("/courses/groups/{id}/members/", {
          path,
          body: { student, status, joined_on: joined_on || null },
          idempotencyKey: key,
        });
      } catch (reason) {
        const free = await talim.api.get("/courses/groups/{id}/", { path });
        setFull(reason instanceof ApiError && reason.status === 409 && free.members_count >= free.capacity);
        throw reason;
      }
    },
    onDone: () => {
      const write = { label: enrol.writeFamily, run: () => navigate(`family-messages?student=${student}`) };
      showNotice(texts.added, hasPage(me, "family-messages") ? write : undefined);
      onDone();
    },
  });
  const { group } = form.values;
  const states = (["active", "trial"] as const).map((value) => ({
    value,
    label: enrol[value] ?? membership[value] ?? value,
  }));
  return (
    <>
      <Form of={form} word={texts.add} close={close} label={texts.add}>
        <PickField of={form} name="group" label={texts.group} find={findGroups} required />
        <ChoiceField of={form} name="status" label={enrol.startsAs} options={states} required />
        <DateField of={form} name="joined_on" label={enrol.joinedOn} required />
      </Form>
      {full && group ? (
        <ActButton
          word={texts.wait}
          act={(key) =>
            talim.api.post("/courses/groups/{id}/waiting/", {
              path: { id: group.id },
              body: { student },
              idempotencyKey: key,
            })
          }
          onDone={() => {
            form.reset();
            showNotice(texts.waits);
            onDone();
          }}
        />
      ) : null}
    </>
  );
}

export function MoveForm({ membership, close, onDone }: FormProps) {
  const { member: texts } = pupilsWords.use();
  const form = useForm({
    initial: { group: null as Pick | null, on: "", reason: "", accept_attended: false },
    send: ({ group, on, reason, accept_attended }, key) =>
      talim.api.post("/courses/groups/{id}/members/{membership_id}/transfer/", {
        path: getPath(membership),
        body: { group: group?.id ?? "", on: on || null, reason, accept_attended },
        idempotencyKey: key,
      }),
    onDone: () => onDone(texts.moved),
  });
  const findOthers: FindPicks = async (typed) => (await findGroups(typed)).filter(({ id }) => id !== membership.group);
  return (
    <Form of={form} word={texts.move} close={close} label={texts.move}>
      <PickField of={form} name="group" label={texts.moveTo} find={findOthers} required />
      <FieldRow>
        <DateField of={form} name="on" label={texts.on} />
        <TextField of={form} name="reason" label={texts.reason} />
      </FieldRow>
      <AttendedField of={form} label={texts.acceptAttended} day={form.values.on} />
    </Form>
  );
}

export function FreezeForm({ membership, close, onDone }: FormProps) {
  const { member: texts } = pupilsWords.use();
  const path = getPath(membership);
  const form = useForm({
    initial: { starts_on: "", ends_on: "", reason: "", accept_attended: false },
    send: ({ starts_on, ends_on, reason, accept_attended }, key) =>
      talim.api.post("/courses/groups/{id}/members/{membership_id}/freeze/", {
        path,
        body: { starts_on: starts_on || null, ends_on: ends_on || null, reason, accept_attended },
        idempotencyKey: key,
      }),
    onDone: () =>
      onDone(texts.frozen, () =>
        talim.api.post("/courses/groups/{id}/members/{membership_id}/unfreeze/", { path, body: {} }),
      ),
  });
  return (
    <Form of={form} word={texts.freeze} close={close} label={texts.freeze}>
      <FieldRow>
        <DateField of={form} name="starts_on" label={texts.freezeFrom} />
        <DateField of={form} name="ends_on" label={texts.freezeUntil} />
      </FieldRow>
      <TextField of={form} name="reason" label={texts.reason} />
      <AttendedField of={form} label={texts.acceptAttended} day={`${form.values.starts_on} ${form.values.ends_on}`} />
    </Form>
  );
}

export function EndForm({ membership, close, onDone }: FormProps) {
  const { member: texts } = pupilsWords.use();
  const form = useForm({
    initial: { left_on: "", outcome: "left" as "left" | "graduated", reason: "", accept_attended: false },
    send: ({ left_on, outcome, reason, accept_attended }, key) =>
      talim.api.post("/courses/groups/{id}/members/{membership_id}/end/", {
        path: getPath(membership),
        body: { left_on: left_on || null, outcome, reason, accept_attended },
        idempotencyKey: key,
      }),
    onDone: () => onDone(texts.ended),
  });
  const outcomes = (["left", "graduated"] as const).map((value) => ({ value, label: texts[value] }));
  return (
    <Form of={form} word={texts.end} close={close} label={texts.end}>
      <ChoiceField of={form} name="outcome" label={texts.outcome} options={outcomes} required />
      <FieldRow>
        <DateField of={form} name="left_on" label={texts.lastDay} />
        <TextField of={form} name="reason" label={texts.reason} />
      </FieldRow>
      <AttendedField of={form} label={texts.acceptAttended} day={form.values.left_on} />
    </Form>
  );
}
