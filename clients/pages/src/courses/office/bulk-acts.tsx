/** What is done with several members at once: another state, a freeze, another group, an end. */

import { useState } from "preact/hooks";
import { newId } from "@talim/client";
import { talim } from "../../talim.ts";
import { ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findGroups } from "../../ui/form/picks.ts";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { groupsWords } from "./words/index.ts";
import { AttendedField, checkAttendedDays } from "../../payments/office/attended-days.tsx";
import { orNull, toOptions, type BulkChange, type Group, type Member } from "./data.ts";

interface BulkActsProps {
  group: Group;
  members: Member[];
  onDone: (change: BulkChange) => void;
}

export function BulkActs({ group, members, onDone }: BulkActsProps) {
  const texts = groupsWords.use();
  const [opened, setOpened] = useState<"change" | "transfer" | undefined>();
  const close = () => setOpened(undefined);
  const done = (change: BulkChange) => {
    close();
    onDone(change);
  };
  return (
    <div class="card" role="group" aria-label={texts.selected(members.length)}>
      <strong>{texts.selected(members.length)}</strong>
      <div class="buttons">
        <button type="button" onClick={() => setOpened("change")}>
          {texts.changeMany}
        </button>
        <button type="button" onClick={() => setOpened("transfer")}>
          {texts.transfer}
        </button>
      </div>
      {opened ? (
        <Drawer
          title={`${opened === "change" ? texts.changeMany : texts.transfer}: ${texts.selected(members.length)}`}
          close={close}
        >
          <p class="quiet">{members.map(({ student }) => student.full_name).join(", ")}</p>
          {opened === "change" ? (
            <ChangeMany group={group} members={members} onDone={done} close={close} />
          ) : (
            <TransferMany group={group} members={members} onDone={done} close={close} />
          )}
        </Drawer>
      ) : null}
    </div>
  );
}

type FormProps = BulkActsProps & { close: () => void };

type Status = "trial" | "active" | "frozen" | "left" | "graduated";

function ChangeMany({ group, members, onDone, close }: FormProps) {
  const texts = groupsWords.use();
  const form = useForm<
    { status: Status; on: string; until: string; reason: string; accept_attended: boolean },
    BulkChange
  >({
    initial: { status: "active", on: "", until: "", reason: "", accept_attended: false },
    send: async ({ status, on, until, reason, accept_attended }, key) => {
      const days = { on: orNull(on), until: status === "frozen" ? orNull(until) : null };
      const body = { memberships: members.map(({ id }) => id), status, ...days, reason, accept_attended };
      const act = (preview: boolean) =>
        talim.api.post("/courses/groups/{id}/members/bulk-change/", {
          path: { id: group.id },
          body: { ...body, preview },
          idempotencyKey: preview ? newId() : key,
        });
      if (on && !accept_attended) checkAttendedDays(await act(true));
      return act(false);
    },
    onDone,
  });
  const { status } = form.values;
  const ends = status === "left" || status === "graduated";
  return (
    <Form of={form} word={texts.changeMany} label={texts.changeMany} close={close}>
      <ChoiceField of={form} name="status" label={texts.newStatus} options={toOptions(texts.bulkStatus)} required />
      <FieldRow>
        <DateField of={form} name="on" label={ends ? texts.lastDay : texts.fromDay} hint={texts.emptyIsToday} />
        {status === "frozen" ? <DateField of={form} name="until" label={texts.untilDay} /> : null}
      </FieldRow>
      <TextField of={form} name="reason" label={texts.reason} />
      <AttendedField of={form} label={texts.acceptAttended} day={`${status} ${form.values.on} ${form.values.until}`} />
    </Form>
  );
}

function TransferMany({ group, members, onDone, close }: FormProps) {
  const texts = groupsWords.use();
  const form = useForm<{ to: Pick | null; on: string; reason: string; accept_attended: boolean }, BulkChange>({
    initial: { to: null, on: "", reason: "", accept_attended: false },
    send: async ({ to, on, reason, accept_attended }, key) => {
      const body = {
        memberships: members.map(({ id }) => id),
        group: to?.id ?? "",
        on: orNull(on),
        reason,
        accept_attended,
      };
      const act = (preview: boolean) =>
        talim.api.post("/courses/groups/{id}/members/bulk-transfer/", {
          path: { id: group.id },
          body: { ...body, preview },
          idempotencyKey: preview ? newId() : key,
        });
      if (on && !accept_attended) checkAttendedDays(await act(true));
      return act(false);
    },
    onDone,
  });
  return (
    <Form of={form} word={texts.transfer} label={texts.transfer} close={close}>
      <PickField of={form} name="to" label={texts.toGroup} find={findOtherGroups(group.id)} required />
      <DateField of={form} name="on" label={texts.fromDay} hint={texts.emptyIsToday} />
      <TextField of={form} name="reason" label={texts.reason} />
      <AttendedField of={form} label={texts.acceptAttended} day={form.values.on} />
    </Form>
  );
}

/** Open groups but this one. */
export const findOtherGroups = (group: string) => async (typed: string) =>
  (await findGroups(typed)).filter(({ id }) => id !== group);
