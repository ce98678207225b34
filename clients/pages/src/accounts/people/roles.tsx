/** Roles: what the built-in ones may do, and the centre's own. */

import { useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { peopleWords } from "./words/index.ts";
import { RoleForm } from "./role-form.tsx";
import type { OwnRole } from "./role-names.ts";

export function Roles({ me }: PageProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const table = useLoad(() => talim.api.get("/auth/roles/"), []);
  const [opened, setOpened] = useState<OwnRole | "new">();
  const done = () => {
    setOpened(undefined);
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
              <button type="button" class="main" onClick={() => setOpened("new")}>
                <Icon name="plus" />
                {texts.newRole}
              </button>
            </div>
            <h2>{texts.ownRoles}</h2>
            {roles.own.length ? (
              <ul class="cards">
                {roles.own.map((role) => (
                  <li key={role.id} class="card">
                    <button type="button" class="link" onClick={() => setOpened(role)}>
                      {readTranslated(role.name)}
                    </button>
                    <span class="quiet">{texts.holders(role.holders)}</span>
                  </li>
                ))}
              </ul>
            ) : (
              <Empty drawing="people" text={texts.noOwnRoles} />
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
              <Drawer
                title={opened === "new" ? texts.newRole : readTranslated(opened.name)}
                close={() => setOpened(undefined)}
              >
                <RoleForm
                  role={opened === "new" ? undefined : opened}
                  table={roles}
                  me={me}
                  onDone={done}
                  close={() => setOpened(undefined)}
                />
              </Drawer>
            ) : null}
          </>
        )}
      </Loading>
    </>
  );
}
