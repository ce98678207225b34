/** The end of a group, and its second beginning: with its members, or without. */

import { useState } from "preact/hooks";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { CheckField, ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { AttendedField } from "../../payments/office/attended-days.tsx";
import { BulkResult } from "./bulk-result.tsx";
import { fetchMembers, orNull, toOptions, type BulkChange, type Group } from "./data.ts";

interface ClosingProps {
  group: Group;
  me: Person;
  onChange: () => void;
  /** The group is gone. */
  onDeleted: () => void;
}

export function Closing({ group, me, onChange, onDeleted }: ClosingProps) {
  const texts = groupsWords.use();
  const [result, setResult] = useState<BulkChange | undefined>();
  const members = useLoad(() => fetchMembers(group.id), [group.id, group.status, group.members_count]);
  const done = (change?: BulkChange) => {
    setResult(change);
    if (!change) showNotice(group.status === "active" ? texts.groupClosed : texts.groupReopened);
    onChange();
  };
  return (
    <>
      <p class="state">
        <Icon name={group.status === "active" ? "good" : "close"} />
        {group.status === "active" ? texts.isOpen : texts.isClosed}
      </p>
      {result ? (
        <BulkResult
          change={result}
          me={me}
          getName={(id) =>
            members.value?.find((row) => row.id === id || row.student.id === id)?.student.full_name ?? ""
          }
          onUndone={done}
        />
      ) : null}
      <Loading of={members}>
        {(rows) =>
          group.status === "active" ? (
            <>
              <CloseForm
                key={group.status}
                group={group}
                hasMembers={rows.some((row) => row.left_on === null)}
                onDone={done}
              />
              {rows.length ? null : <DeleteGroup group={group} onDeleted={onDeleted} />}
            </>
          ) : (
            <ReopenForm key={group.status} group={group} hadMembers={rows.length > 0} onDone={done} />
          )
        }
      </Loading>
    </>
  );
}

type FormProps = { group: Group; onDone: (change?: BulkChange) => void };

function CloseForm({ group, hasMembers, onDone }: FormProps & { hasMembers: boolean }) {
  const texts = groupsWords.use();
  const form = useForm<
    { outcome: "left" | "graduated"; left_on: string; reason: string; accept_attended: boolean },
    BulkChange | undefined
  >({
    initial: { outcome: "graduated", left_on: "", reason: "", accept_attended: false },
    send: async (values, key) => {
      const options = { path: { id: group.id }, idempotencyKey: key };
      const body = { ...values, left_on: orNull(values.left_on) };
      if (hasMembers)
        return talim.api.post("/courses/groups/{id}/bulk-close/", { ...options, body: { ...body, preview: false } });
      await talim.api.post("/courses/groups/{id}/close/", { ...options, body });
      return undefined;
    },
    onDone,
  });
  return (
    <Form of={form} word={texts.closeGroup} label={texts.closeGroup}>
      <p class="quiet">{hasMembers ? texts.closeHelp : texts.closeEmptyHelp}</p>
      {hasMembers ? (
        <>
          <ChoiceField of={form} name="outcome" label={texts.outcome} options={toOptions(texts.outcomes)} required />
          <DateField of={form} name="left_on" label={texts.lastDay} hint={texts.emptyIsToday} />
          <TextField of={form} name="reason" label={texts.reason} />
          <AttendedField of={form} label={texts.acceptAttended} day={form.values.left_on} />
        </>
      ) : null}
    </Form>
  );
}

function ReopenForm({ group, hadMembers, onDone }: FormProps & { hadMembers: boolean }) {
  const texts = groupsWords.use();
  const path = { id: group.id };
  const returning = useLoad(async () => {
    const body = { students: null, joined_on: null, preview: true };
    return hadMembers ? talim.api.post("/courses/groups/{id}/bulk-reopen/", { path, body }) : undefined;
  }, [group.id, hadMembers]);
  const count = returning.value?.done ?? 0;
  const form = useForm<{ back: boolean; joined_on: string }, BulkChange | undefined>({
    initial: { back: hadMembers, joined_on: "" },
    send: async ({ back, joined_on }, key) => {
      const options = { path, idempotencyKey: key };
      if (back && count) {
        const body = { students: null, joined_on: orNull(joined_on), preview: false };
        return talim.api.post("/courses/groups/{id}/bulk-reopen/", { ...options, body });
      }
      await talim.api.post("/courses/groups/{id}/reopen/", options);
      return undefined;
    },
    onDone,
  });
  return (
    <Form of={form} word={texts.reopenGroup} label={texts.reopenGroup}>
      {count ? (
        <>
          <CheckField of={form} name="back" label={texts.bringBack(count)} />
          {form.values.back ? (
            <DateField of={form} name="joined_on" label={texts.joinedOn} hint={texts.emptyIsToday} />
          ) : null}
        </>
      ) : null}
    </Form>
  );
}

/** A group that nobody was ever in can go altogether. */
function DeleteGroup({ group, onDeleted }: { group: Group; onDeleted: () => void }) {
  const words = useWords();
  const texts = groupsWords.use();
  return (
    <ActButton
      word={texts.deleteGroup}
      class="plain"
      question={<p>{texts.deleteSure(group.name)}</p>}
      act={() => talim.api.delete("/courses/groups/{id}/", { path: { id: group.id } })}
      onDone={() => {
        showNotice(`${group.name}: ${words.form.delete}`);
        onDeleted();
      }}
    />
  );
}
