/** One membership: its days and state, what can be done with it, and what was done. */

import { useState } from "preact/hooks";
import { formatDate, formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { AttendedField } from "../../payments/office/attended-days.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { findOtherGroups } from "./bulk-acts.tsx";
import { orNull, toOptions, type Group, type Member } from "./data.ts";
import { MemberState } from "./member-state.tsx";

interface MemberCardProps {
  member: Member;
  group: Group;
  me: Person;
  onDone: () => void;
}

type Act = "change" | "freeze" | "unfreeze" | "transfer" | "end";

export function MemberCard({ member, group, me, onDone }: MemberCardProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const [act, setAct] = useState<Act | undefined>();
  const path = { id: group.id, membership_id: member.id };
  const done = (text: string) => {
    showNotice(text);
    onDone();
  };
  const acts = getActs(member);
  const props = { member, path, group: group.id, onDone: () => done(words.form.saved), close: () => setAct(undefined) };
  return (
    <>
      <MemberState member={member} me={me} />
      {hasPermission(me, "groups.manage") && member.left_on === null ? (
        act ? (
          <MemberForm act={act} {...props} />
        ) : (
          <div class="buttons">
            {acts.map((name) => (
              <button key={name} type="button" onClick={() => setAct(name)}>
                {texts.memberActs[name]}
              </button>
            ))}
            <ActButton
              word={texts.leaveToday}
              act={() => talim.api.delete("/courses/groups/{id}/members/{membership_id}/", { path })}
              onDone={() => done(texts.leftToday(member.student.full_name))}
            />
          </div>
        )
      ) : null}
      <History path={path} me={me} />
    </>
  );
}

function getActs({ status }: Member): Act[] {
  if (status === "lead") return ["change", "transfer", "end"];
  return ["change", status === "frozen" ? "unfreeze" : "freeze", "transfer", "end"];
}

interface FormProps {
  member: Member;
  path: { id: string; membership_id: string };
  group: string;
  onDone: () => void;
  close: () => void;
}

function MemberForm({ act, ...props }: FormProps & { act: Act }) {
  if (act === "change") return <ChangeForm {...props} />;
  if (act === "freeze") return <FreezeForm {...props} />;
  if (act === "unfreeze") return <UnfreezeForm {...props} />;
  if (act === "transfer") return <TransferForm {...props} />;
  return <EndForm {...props} />;
}

function ChangeForm({ member, path, onDone, close }: FormProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const form = useForm({
    initial: {
      status: member.status,
      joined_on: member.joined_on,
      leaves_on: member.leaves_on ?? "",
      reason: member.reason,
    },
    send: ({ status, joined_on, leaves_on, reason }) =>
      talim.api.patch("/courses/groups/{id}/members/{membership_id}/", {
        path,
        body: {
          ...(status === member.status ? {} : { status: status as "active" }),
          ...(joined_on === member.joined_on ? {} : { joined_on }),
          ...(leaves_on === (member.leaves_on ?? "") ? {} : { leaves_on: orNull(leaves_on) }),
          ...(reason === member.reason ? {} : { reason }),
        },
      }),
    onDone,
  });
  const statuses = { trial: ["trial", "active"] }[member.status as string];
  return (
    <Form of={form} word={words.form.save} label={texts.memberActs.change} close={close}>
      {statuses ? (
        <ChoiceField
          of={form}
          name="status"
          label={texts.newStatus}
          options={toOptions(texts.joinStatus, statuses)}
          required
        />
      ) : null}
      <FieldRow>
        <DateField of={form} name="joined_on" label={texts.joinedOn} required />
        <DateField of={form} name="leaves_on" label={texts.plannedEnd} />
      </FieldRow>
      <TextField of={form} name="reason" label={texts.note} />
    </Form>
  );
}

function FreezeForm({ path, onDone, close }: FormProps) {
  const texts = groupsWords.use();
  const form = useForm({
    initial: { starts_on: "", ends_on: "", reason: "", accept_attended: false },
    send: ({ starts_on, ends_on, reason, accept_attended }, key) =>
      talim.api.post("/courses/groups/{id}/members/{membership_id}/freeze/", {
        path,
        body: { starts_on: orNull(starts_on), ends_on: orNull(ends_on), reason, accept_attended },
        idempotencyKey: key,
      }),
    onDone,
  });
  return (
    <Form of={form} word={texts.memberActs.freeze} label={texts.memberActs.freeze} close={close}>
      <p class="quiet">{texts.freezeHelp}</p>
      <FieldRow>
        <DateField of={form} name="starts_on" label={texts.fromDay} hint={texts.emptyIsToday} />
        <DateField of={form} name="ends_on" label={texts.untilDay} min={form.values.starts_on} />
      </FieldRow>
      <TextField of={form} name="reason" label={texts.reason} />
      <AttendedField of={form} label={texts.acceptAttended} day={`${form.values.starts_on} ${form.values.ends_on}`} />
    </Form>
  );
}

function UnfreezeForm({ path, onDone, close }: FormProps) {
  const texts = groupsWords.use();
  const form = useForm({
    initial: { on: "" },
    send: ({ on }, key) =>
      talim.api.post("/courses/groups/{id}/members/{membership_id}/unfreeze/", {
        path,
        body: { on: orNull(on) },
        idempotencyKey: key,
      }),
    onDone,
  });
  return (
    <Form of={form} word={texts.memberActs.unfreeze} label={texts.memberActs.unfreeze} close={close}>
      <DateField of={form} name="on" label={texts.returnsOn} hint={texts.emptyIsToday} />
    </Form>
  );
}

function TransferForm({ path, group, onDone, close }: FormProps) {
  const texts = groupsWords.use();
  const form = useForm<{ group: Pick | null; on: string; reason: string; accept_attended: boolean }, unknown>({
    initial: { group: null, on: "", reason: "", accept_attended: false },
    send: ({ group: to, on, reason, accept_attended }, key) =>
      talim.api.post("/courses/groups/{id}/members/{membership_id}/transfer/", {
        path,
        body: { group: to?.id ?? "", on: orNull(on), reason, accept_attended },
        idempotencyKey: key,
      }),
    onDone,
  });
  return (
    <Form of={form} word={texts.memberActs.transfer} label={texts.memberActs.transfer} close={close}>
      <PickField of={form} name="group" label={texts.toGroup} find={findOtherGroups(group)} required />
      <DateField of={form} name="on" label={texts.fromDay} hint={texts.emptyIsToday} />
      <TextField of={form} name="reason" label={texts.reason} />
      <AttendedField of={form} label={texts.acceptAttended} day={form.values.on} />
    </Form>
  );
}

function EndForm({ member, path, onDone, close }: FormProps) {
  const texts = groupsWords.use();
  const form = useForm({
    initial: { left_on: "", outcome: "left", reason: "", accept_attended: false },
    send: ({ left_on, outcome, reason, accept_attended }, key) =>
      talim.api.post("/courses/groups/{id}/members/{membership_id}/end/", {
        path,
        body: { left_on: orNull(left_on), outcome: outcome as "left", reason, accept_attended },
        idempotencyKey: key,
      }),
    onDone,
  });
  const canGraduate = member.status === "active" || member.status === "frozen";
  return (
    <Form of={form} word={texts.memberActs.end} label={texts.memberActs.end} close={close}>
      {canGraduate ? (
        <ChoiceField of={form} name="outcome" label={texts.outcome} options={toOptions(texts.outcomes)} required />
      ) : null}
      <DateField of={form} name="left_on" label={texts.lastDay} hint={texts.emptyIsToday} min={member.joined_on} />
      <TextField of={form} name="reason" label={texts.reason} />
      <AttendedField of={form} label={texts.acceptAttended} day={form.values.left_on} />
    </Form>
  );
}

function History({ path, me }: { path: { id: string; membership_id: string }; me: Person }) {
  const words = useWords();
  const texts = groupsWords.use();
  const query = { page_size: 100 };
  const changes = useLoad(
    () => talim.api.get("/courses/groups/{id}/members/{membership_id}/history/", { path, query }),
    [path.membership_id],
  );
  return (
    <>
      <h3>{texts.history}</h3>
      <Loading of={changes}>
        {({ results }) => (
          <ul class="rows">
            {results.map((row) => (
              <li key={row.created_at + row.kind}>
                <span>
                  {row.kind === "status"
                    ? (texts.memberStatus[row.to_status] ?? row.to_status)
                    : texts.changeKinds[row.kind]}
                  : {formatDate(row.on, me.zone, words)}
                  {row.until ? ` – ${formatDate(row.until, me.zone, words)}` : ""}
                  <span class="quiet small">
                    {[row.reason, row.by?.full_name, formatDayTime(row.created_at, me.zone, words)]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loading>
    </>
  );
}
