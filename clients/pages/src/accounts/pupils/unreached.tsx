/** Families that no message reaches, and why; they are invited by SMS after a preview, or with QR codes to print. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatPhone } from "../../format.ts";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { DataTable, type Column, type TableQuery } from "../../ui/data-table/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty } from "../../ui/empty.tsx";
import { PickInput, type Pick } from "../../ui/form/pick-field.tsx";
import { findGroups } from "../../ui/form/picks.ts";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { InvitationForm } from "../../courses/imports/invitations.tsx";

type Row = Answer<"/auth/unreached/", "get">["results"][number];

export function Unreached({ me }: PageProps) {
  const { hasPage } = usePersonPages();
  const words = useWords();
  const { unreached: texts } = pupilsWords.use();
  const [isInviting, setIsInviting] = useState(false);
  const [changes, setChanges] = useState(0);
  const title = words.office.nav.pages.unreached;
  const load = ({ page, page_size }: TableQuery, { reason }: Record<string, string>) =>
    talim.api.get("/auth/unreached/", {
      query: { page, page_size, ...(reason ? { reason: reason as Row["reason"] } : {}) },
    });
  return (
    <>
      <h1>{title}</h1>
      <DataTable<Row>
        name="unreached"
        label={title}
        columns={getColumns(hasPage(me, "pupils/:id"))}
        load={load}
        getKey={({ person }) => person.id}
        filters={[
          { name: "reason", label: texts.reason, options: [["", words.form.all], ...Object.entries(texts.reasons)] },
        ]}
        on={[changes]}
        acts={
          <button type="button" class="main" onClick={() => setIsInviting(true)}>
            {texts.invite}
          </button>
        }
        empty={<Empty drawing="done" text={texts.everybody} />}
      />
      {isInviting ? <InviteDialog close={() => setIsInviting(false)} onSent={() => setChanges(changes + 1)} /> : null}
    </>
  );
}

function getColumns(opens: boolean): Column<Row>[] {
  const { unreached: texts, phone, groups, noSuch } = pupilsWords.use();
  return [
    {
      id: "person",
      title: texts.whom,
      cell: ({ person }) => (opens ? <Link to={`pupils/${person.id}`}>{person.full_name}</Link> : person.full_name),
    },
    { id: "why", title: texts.why, cell: ({ explanation }) => explanation },
    {
      id: "phone",
      title: phone,
      cell: (row) => (row.phone ? <a href={`tel:${row.phone}`}>{formatPhone(row.phone)}</a> : noSuch),
    },
    {
      id: "pupils",
      title: texts.pupils,
      cell: ({ person, pupils }) =>
        pupils
          .filter(({ id }) => id !== person.id)
          .map(({ full_name }) => full_name)
          .join(", ") || noSuch,
    },
    {
      id: "groups",
      title: groups,
      cell: (row) =>
        row.groups.map(({ id, name }) => (
          <div key={id}>
            <Link to={`qr-sheet/${id}`}>{`${name}: ${texts.qr}`}</Link>
          </div>
        )),
    },
  ];
}

function InviteDialog({ close, onSent }: { close: () => void; onSent: () => void }) {
  const words = useWords();
  const { unreached: texts } = pupilsWords.use();
  const [group, setGroup] = useState<Pick | null>(null);
  return (
    <Dialog label={texts.invite} close={close}>
      <h2>{texts.invite}</h2>
      <p class="quiet">{texts.inviteHelp}</p>
      <label for="invited-group">{texts.ofGroup}</label>
      <PickInput
        label={texts.ofGroup}
        control={{
          id: "invited-group",
          name: "group",
          "aria-invalid": false,
          "aria-describedby": undefined,
          "aria-required": false,
        }}
        find={findGroups}
        picked={group}
        onPick={setGroup}
      />
      <InvitationForm key={group?.id ?? ""} scope={group ? { group: group.id } : {}} invited onSent={onSent} />
      <button type="button" class="plain" onClick={close}>
        {words.close}
      </button>
    </Dialog>
  );
}
