/** Invitations to join as a teacher or member of staff: sent, waiting, used. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDay, formatPhone } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ChecksField, SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { LANGUAGES, getLanguage, useWords, type Language } from "../../words/index.ts";
import { peopleWords } from "./words/index.ts";
import { toContactAddress } from "../entry/pending-sign-up.ts";
import { fetchBranches, type Branch } from "../../office/branches.ts";
import { describeRole, listRoleOptions, loadRoles, nameRole, toRole, type RoleTable } from "./role-names.ts";

type Invitation = Answer<"/auth/invitations/", "get">["results"][number];

const STATES = ["open", "accepted", "withdrawn", "expired"] as const;
const ICONS = { open: "clock", accepted: "good", withdrawn: "close", expired: "warning" } as const;

export function Invitations({ me }: PageProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const roles = useLoad(() => loadRoles(me), []);
  const branches = useLoad(() => fetchBranches("own"), []);
  const [inviting, setInviting] = useState(false);
  const { opened, open, close, changes, changed } = useOpenedRow<Invitation>();
  return (
    <>
      <h1>{words.office.nav.pages.invitations}</h1>
      <DataTable<Invitation>
        name="invitations"
        label={words.office.nav.pages.invitations}
        search={texts.searchAddress}
        filters={[
          {
            name: "state",
            label: texts.state,
            options: [
              ["", words.form.all],
              ...STATES.map((state): [string, string] => [state, texts.invitationStates[state]]),
            ],
          },
        ]}
        load={(query, { state }) =>
          talim.api.get("/auth/invitations/", { query: { ...query, ...(state ? { state: state as "open" } : {}) } })
        }
        getKey={({ id }) => id}
        onOpen={open}
        columns={[
          { id: "address", title: texts.address, cell: (row) => row.email || formatPhone(row.phone) },
          { id: "role", title: texts.role, cell: (row) => nameRole(row, roles.value, texts) },
          {
            id: "state",
            title: texts.state,
            cell: ({ state }) => (
              <span class="state">
                <Icon name={ICONS[state]} />
                {texts.invitationStates[state]}
              </span>
            ),
          },
          {
            id: "until",
            title: texts.until,
            cell: ({ expires_at }) => formatDay(expires_at, me.zone, words),
            order: "expires_at",
          },
          { id: "by", title: texts.invitedBy, cell: ({ invited_by }) => invited_by?.full_name ?? "" },
        ]}
        acts={
          <button type="button" class="main" onClick={() => setInviting(true)}>
            <Icon name="plus" />
            {texts.invite}
          </button>
        }
        empty={<Empty drawing="people" text={texts.noInvitations} />}
        on={[changes]}
      />
      {inviting ? (
        <Drawer title={texts.invite} close={() => setInviting(false)}>
          <InviteForm
            me={me}
            roles={roles.value}
            branches={branches.value ?? []}
            onDone={() => {
              setInviting(false);
              changed();
            }}
            close={() => setInviting(false)}
          />
        </Drawer>
      ) : null}
      {opened ? (
        <Drawer title={opened.email || formatPhone(opened.phone)} close={close}>
          <InvitationCard
            invitation={opened}
            me={me}
            roles={roles.value}
            branches={branches.value ?? []}
            onDone={() => {
              close();
              changed();
            }}
          />
        </Drawer>
      ) : null}
    </>
  );
}

interface CardProps {
  invitation: Invitation;
  me: Person;
  roles: RoleTable | null | undefined;
  branches: Branch[];
  onDone: () => void;
}

function InvitationCard({ invitation, me, roles, branches, onDone }: CardProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const path = { id: invitation.id };
  const { state } = invitation;
  return (
    <>
      <dl class="facts">
        <dt>{texts.role}</dt>
        <dd>{nameRole(invitation, roles, texts)}</dd>
        <dt>{texts.branches}</dt>
        <dd>
          {branches
            .filter(({ id }) => invitation.branches.includes(id))
            .map(({ name }) => name)
            .join(", ") || texts.allBranches}
        </dd>
        <dt>{texts.state}</dt>
        <dd>{texts.invitationStates[state]}</dd>
        <dt>{texts.until}</dt>
        <dd>{formatDay(invitation.expires_at, me.zone, words)}</dd>
      </dl>
      {state === "open" || state === "expired" ? (
        <div class="buttons">
          <ActButton
            word={texts.resend}
            class="main"
            act={() => talim.api.post("/auth/invitations/{id}/resend/", { path, body: {} })}
            onDone={() => {
              showNotice(texts.resent);
              onDone();
            }}
          />
          <ActButton
            word={texts.withdraw}
            act={() => talim.api.delete("/auth/invitations/{id}/", { path })}
            onDone={() => {
              showNotice(texts.withdrawn);
              onDone();
            }}
          />
        </div>
      ) : null}
    </>
  );
}

interface InviteProps {
  me: Person;
  roles: RoleTable | null | undefined;
  branches: Branch[];
  onDone: () => void;
  close: () => void;
}

function InviteForm({ me, roles, branches, onDone, close }: InviteProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const form = useForm({
    initial: {
      address: "",
      role: "teacher",
      branches: [] as string[],
      days: 7 as number | null,
      locale: getLanguage() as string,
    },
    draft: "invite-staff",
    send: ({ address, role, days, locale, branches: chosen }) =>
      talim.api.post("/auth/invitations/", {
        body: {
          ...toContactAddress(address.trim()),
          ...toRole(role),
          days: days ?? 7,
          locale: locale as Language,
          branches: chosen,
        },
      }),
    onDone: () => {
      showNotice(texts.invited);
      onDone();
    },
  });
  // The server names the address by its kind.
  const wrong = form.errors["email"] ?? form.errors["phone"];
  const shown = wrong ? { ...form, errors: { ...form.errors, address: wrong } } : form;
  return (
    <Form of={form} word={texts.invite} label={texts.invite} close={close}>
      <TextField
        of={shown}
        name="address"
        label={texts.emailOrPhone}
        hint={texts.addressOnce}
        maxLength={254}
        required
        autofocus
      />
      <SelectField
        of={form}
        name="role"
        label={texts.role}
        options={listRoleOptions(me, roles, texts)}
        hint={describeRole(form.values.role, roles, texts)}
        required
      />
      {branches.length > 1 ? (
        <ChecksField
          of={form}
          name="branches"
          label={texts.branches}
          hint={texts.branchesHint}
          options={branches.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <NumberField of={form} name="days" label={texts.days} min={1} max={30} required />
      <SelectField
        of={form}
        name="locale"
        label={words.language}
        options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
        required
      />
    </Form>
  );
}
