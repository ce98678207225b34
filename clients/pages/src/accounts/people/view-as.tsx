/** An administrator sees the pages of another user: what that means, and the button that begins it. */

import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { startViewing } from "../../viewing.ts";
import { useWords } from "../../words/index.ts";
import { hasPermission } from "../../office/permissions.ts";

export function ViewAs({ values }: PageProps) {
  const { viewing: texts } = useWords();
  const path = { id: values["id"] ?? "" };
  const person = useLoad(() => talim.api.get("/auth/users/{id}/", { path }), [path.id]);
  return (
    <>
      <h1>{texts.title}</h1>
      <Loading of={person}>
        {({ first_name, last_name }) => (
          <>
            <p>{texts.help(`${first_name} ${last_name}`.trim())}</p>
            <ActButton
              word={texts.start}
              class="main"
              act={async () => startViewing(await talim.api.post("/auth/users/{id}/view-as/", { path }))}
              onDone={() => undefined}
            />
          </>
        )}
      </Loading>
    </>
  );
}

interface LinkProps {
  person: { id: string; role: string; status: string };
  me: Person;
}

/** Leads there, in a new tab; nothing where the server would refuse it. */
export function ViewAsLink({ person, me }: LinkProps) {
  const { viewing: texts } = useWords();
  const isRefused = person.role === "admin" || person.id === me.id || person.status === "off";
  if (isRefused || !hasPermission(me, "accounts.view_as")) return null;
  return (
    <a class="button" href={`/app/view-as/${person.id}`} target="_blank" rel="noopener">
      {texts.open}
    </a>
  );
}
