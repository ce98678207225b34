/** Teachers and staff: who works here, who asks to, and their cards. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatPhone } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { peopleWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { NewPerson } from "./new-person.tsx";
import { PersonState } from "./person-state.tsx";
import { loadRoles, nameRole } from "./role-names.ts";
import { StaffCard } from "./staff-card.tsx";

export type StaffRow = Answer<"/auth/users/", "get">["results"][number];

export function getName(person: { first_name: string; last_name: string }): string {
  return [person.last_name, person.first_name].filter(Boolean).join(" ");
}

export function Staff({ me }: PageProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const roles = useLoad(() => loadRoles(me), []);
  const { opened, open, close, changes, changed } = useOpenedRow<{ id: string; name: string }>();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <h1>{words.office.nav.pages.teachers}</h1>
      <DataTable<StaffRow>
        name="staff"
        label={words.office.nav.pages.teachers}
        search={texts.search}
        ordering="last_name"
        filters={[
          {
            name: "role",
            label: texts.role,
            options: [
              ["", words.form.all],
              ...STAFF_ROLES.map((role): [string, string] => [role, texts.roles[role] ?? role]),
            ],
          },
          {
            name: "status",
            label: texts.state,
            options: [
              ["", words.form.all],
              ["active", texts.states.active],
              ["pending", texts.states.pending],
              ["off", texts.states.off],
            ],
          },
        ]}
        views={[{ id: "pending", title: texts.waiting, filters: { status: "pending" } }]}
        load={(query, { role, status }) =>
          talim.api.get("/auth/users/", {
            query: {
              ...query,
              staff: true,
              ...(role ? { role: role as "teacher" } : {}),
              ...(status ? { status: status as "active" } : {}),
            },
          })
        }
        getKey={({ id }) => id}
        onOpen={(row) => open({ id: row.id, name: getName(row) })}
        columns={[
          { id: "name", title: texts.name, cell: getName, order: "last_name" },
          {
            id: "role",
            title: texts.role,
            cell: (row) =>
              nameRole(row.requested_role ? { role: row.requested_role, own_role: null } : row, roles.value, texts),
          },
          { id: "status", title: texts.state, cell: ({ status }) => <PersonState status={status} /> },
          { id: "phone", title: texts.phone, cell: ({ phone }) => (phone ? formatPhone(phone) : "") },
          { id: "email", title: texts.email, cell: ({ email }) => email ?? "", optional: true },
          {
            id: "last_login",
            title: texts.lastSignIn,
            cell: ({ last_login: at }) => (at ? formatDayTime(at, me.zone, words) : texts.never),
            order: "last_login",
          },
        ]}
        acts={
          hasPermission(me, "accounts.manage_people") ? (
            <button type="button" class="main" onClick={() => setAdding(true)}>
              <Icon name="plus" />
              {texts.newPerson}
            </button>
          ) : undefined
        }
        empty={<Empty drawing="people" text={texts.noStaff} />}
        on={[changes]}
      />
      {adding ? (
        <Drawer title={texts.newPerson} close={() => setAdding(false)}>
          <NewPerson
            me={me}
            onDone={(person) => {
              setAdding(false);
              changed();
              open({ id: person.id, name: getName(person) });
            }}
            close={() => setAdding(false)}
          />
        </Drawer>
      ) : null}
      {opened ? (
        <Drawer title={opened.name} close={close}>
          <StaffCard id={opened.id} me={me} roles={roles.value} onChanged={changed} />
        </Drawer>
      ) : null}
    </>
  );
}

const STAFF_ROLES = ["teacher", "manager", "admin"];
