/** Roles: what the built-in ones may do, and the centre's own. */

import { useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { FieldGroup, Form } from "../../ui/form/form.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { peopleWords } from "../../words/office/people/index.ts";
import type { OwnRole, RoleTable } from "./role-names.ts";

type Permission = RoleTable["permissions"][number];

export function Roles({ me }: PageProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const table = useLoad(() => talim.api.get("/auth/roles/"), []);
  const [opened, open] = useState<OwnRole | "new">();
  const done = () => {
    open(undefined);
    table.reload();
  };
  return (
    <>
      <h1>{words.office.nav.pages.roles}</h1>
      <p>{texts.rolesHelp}</p>
      <Loading of={table}>
        {(roles) => (
          <>
            <div class="buttons">
              <button type="button" class="main" onClick={() => open("new")}>
                <Icon name="plus" />
                {texts.newRole}
              </button>
            </div>
            <h2>{texts.ownRoles}</h2>
            {roles.own.length ? (
              <ul class="cards">
                {roles.own.map((role) => (
                  <li key={role.id} class="card">
                    <button type="button" class="link" onClick={() => open(role)}>
                      {readTranslated(role.name)}
                    </button>
                    <span class="quiet">{texts.holders(role.holders)}</span>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="empty">{texts.noOwnRoles}</p>
            )}
            <h2>{texts.builtIn}</h2>
            {roles.built_in.map(({ role, permissions }) => (
              <details key={role}>
                <summary>{texts.roles[role] ?? role}</summary>
                <ul class="rights">
                  {roles.permissions
                    .filter(({ name }) => permissions.includes(name))
                    .map(({ name, text }) => (
                      <li key={name}>{text}</li>
                    ))}
                </ul>
              </details>
            ))}
            {opened ? (
              <Drawer title={opened === "new" ? texts.newRole : readTranslated(opened.name)} close={() => open(undefined)}>
                <RoleForm role={opened === "new" ? undefined : opened} permissions={roles.permissions} me={me} onDone={done} close={() => open(undefined)} />
              </Drawer>
            ) : null}
          </>
        )}
      </Loading>
    </>
  );
}

interface RoleFormProps {
  role: OwnRole | undefined;
  permissions: Permission[];
  me: Person;
  onDone: () => void;
  close: () => void;
}

function RoleForm({ role, permissions, me, onDone, close }: RoleFormProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const form = useForm({
    initial: { name: { ...EMPTY_TRANSLATED, ...role?.name }, permissions: role?.permissions ?? [] },
    ...(role ? {} : { draft: "new-role" }),
    send: (body): Promise<OwnRole> =>
      role ? talim.api.patch("/auth/roles/{id}/", { path: { id: role.id }, body }) : talim.api.post("/auth/roles/", { body }),
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  const chosen = form.values.permissions;
  const toggle = (name: string, on: boolean) => form.set("permissions", on ? [...chosen, name] : chosen.filter((other) => other !== name));
  // What everybody may is in each role; nobody gives what they do not have.
  const offered = permissions.filter(({ name, everyones }) => !everyones && (me.permissions.includes(name) || chosen.includes(name)));
  return (
    <>
      <Form of={form} word={words.form.save} label={texts.ownRole} close={close}>
        <TranslatedField of={form} name="name" label={texts.roleName} required />
        {role?.holders ? <p class="quiet">{texts.rightsEnd(role.holders)}</p> : null}
        {groupByArea(offered).map(([area, rights]) => (
          <FieldGroup key={area} title={texts.areas[area] ?? texts.otherArea}>
            {rights.map(({ name, text }) => (
              <label key={name} class="check">
                <input type="checkbox" name={name} checked={chosen.includes(name)} onChange={(event) => toggle(name, event.currentTarget.checked)} />
                {text}
              </label>
            ))}
          </FieldGroup>
        ))}
      </Form>
      {role ? (
        <ActButton
          word={texts.archiveRole}
          class="plain"
          act={() => talim.api.delete("/auth/roles/{id}/", { path: { id: role.id } })}
          here={{ conflict: texts.roleInUse, role_in_use: texts.roleInUse }}
          onDone={() => {
            showNotice(texts.roleArchived);
            onDone();
          }}
        />
      ) : null}
    </>
  );
}

/** By the words before the dot, in the order in which they come first; small areas of one subject go together. */
function groupByArea(permissions: Permission[]): [string, Permission[]][] {
  const areas = new Map<string, Permission[]>();
  for (const permission of permissions) {
    const prefix = permission.name.split(".", 1)[0] ?? "";
    const area = SAME_AREA[prefix] ?? prefix;
    areas.set(area, [...(areas.get(area) ?? []), permission]);
  }
  return [...areas];
}

const SAME_AREA: Record<string, string> = {
  roles: "accounts",
  content: "accounts",
  families: "accounts",
  privacy: "accounts",
  bulk_changes: "courses",
  groups: "courses",
  timetable: "lessons",
  rooms: "lessons",
  holidays: "lessons",
  resources: "homework",
  leaderboards: "coins",
  achievements: "coins",
  shop: "coins",
  templates: "notifications",
  announcements: "notifications",
  realtime: "settings",
  branches: "settings",
  webhooks: "settings",
  jobs: "settings",
  centre: "settings",
  salaries: "payments",
};
