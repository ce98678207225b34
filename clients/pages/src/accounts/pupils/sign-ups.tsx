/** People who signed up by themselves and wait for the office: for a role, or for a group. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatPhone } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { hasPermission } from "../../office/permissions.ts";
import { JoinForm } from "./membership-forms.tsx";
import { getFullName, Opening } from "./section.tsx";

type User = Answer<"/auth/users/", "get">["results"][number];
type Waiting = "role" | "member" | "pupil";

/** Asked for a role; has an account only; is a pupil in no group. */
const QUERIES = {
  role: { status: "pending" },
  member: { status: "active", role: "member" },
  pupil: { status: "active", role: "student", membership: "none" },
} as const;

export function SignUps({ me }: PageProps) {
  const words = useWords();
  const { unreached: texts } = pupilsWords.use();
  const [waiting, setWaiting] = useState<Waiting>("role");
  const query = { ...QUERIES[waiting], page_size: 100, ordering: "-created_at" };
  const people = useLoad(
    () => fetchAllPages((page) => talim.api.get("/auth/users/", { query: { ...query, page } })),
    [waiting],
  );
  return (
    <>
      <h1>{words.office.nav.pages.signUps}</h1>
      <Choice label={texts.waitingSignUps} options={texts.waiting} chosen={waiting} choose={setWaiting} />
      <Loading of={people}>
        {(all) =>
          all.length ? (
            <ul class="cards">
              {all.map((user) => (
                <SignUp key={user.id} user={user} me={me} onDecided={people.reload} />
              ))}
            </ul>
          ) : (
            <Empty drawing="done" text={texts.noSignUps} />
          )
        }
      </Loading>
    </>
  );
}

function SignUp({ user, me, onDecided }: { user: User; me: PageProps["me"]; onDecided: () => void }) {
  const words = useWords();
  const { unreached: texts, facts, member } = pupilsWords.use();
  const path = { id: user.id };
  const name = getFullName(user);
  const done = (text: string, undo?: () => Promise<unknown>) => {
    const run = () => void undo?.().then(() => (showNotice(words.form.undone), onDecided()));
    showNotice(text, undo ? { label: words.form.undo, run } : undefined);
    onDecided();
  };
  const asked = user.requested_role ? texts.wants(facts.roles[user.requested_role] ?? user.requested_role) : "";
  return (
    <li class="card">
      <strong>
        <Link to={`pupils/${user.id}`}>{name}</Link>
      </strong>
      <span class="quiet">
        {[asked, texts.signedUp(formatDayTime(user.created_at, me.zone, words))].filter(Boolean).join(" · ")}
      </span>
      {user.phone ? (
        <a href={`tel:${user.phone}`}>{formatPhone(user.phone)}</a>
      ) : (
        <span class="quiet">{user.email}</span>
      )}
      <div class="buttons">
        {user.requested_role && hasPermission(me, "accounts.approve") ? (
          <ActButton
            word={texts.approve}
            class="main"
            act={(key) => talim.api.post("/auth/users/{id}/approve/", { path, idempotencyKey: key })}
            onDone={() => done(texts.approved(name))}
          />
        ) : null}
        {!user.requested_role && hasPermission(me, "groups.manage") ? (
          <Opening word={member.add}>
            {(close) => <JoinForm student={user.id} me={me} close={close} onDone={() => (close(), onDecided())} />}
          </Opening>
        ) : null}
        {user.id === me.id ? null : (
          <ActButton
            word={texts.refuse}
            class="plain"
            act={(key) => talim.api.post("/auth/users/{id}/deactivate/", { path, body: {}, idempotencyKey: key })}
            onDone={() => done(texts.refused, () => talim.api.post("/auth/users/{id}/activate/", { path }))}
          />
        )}
      </div>
    </li>
  );
}
