/** The groups of a pupil: put in, moved, frozen, ended. */

import { usePersonPages } from "../../person-pages.ts";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { formatDate, toIsoDay } from "../../format.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { EndForm, FreezeForm, JoinForm, MoveForm } from "./membership-forms.tsx";
import { MembershipState, Opening, Section, type Membership } from "./section.tsx";

export function Memberships({ id, me }: { id: string; me: Person }) {
  const { member: texts } = pupilsWords.use();
  const facts = useLoad(() => talim.api.get("/auth/users/{id}/facts/", { path: { id } }), [id]);
  const manages = hasPermission(me, "groups.manage");
  return (
    <Loading of={facts}>
      {({ memberships }) => {
        const all = memberships ?? [];
        const open = all.filter(({ left_on }) => left_on === null);
        const past = all.filter(({ left_on }) => left_on !== null);
        return (
          <>
            {open.length ? (
              <ul class="cards">
                {open.map((membership) => (
                  <MembershipCard key={membership.id} membership={membership} me={me} onChanged={facts.reload} />
                ))}
              </ul>
            ) : (
              <p class="empty">{texts.none}</p>
            )}
            {manages ? (
              <Opening word={texts.add}>
                {(close) => <JoinForm student={id} me={me} close={close} onDone={() => (close(), facts.reload())} />}
              </Opening>
            ) : null}
            {past.length ? (
              <Section title={texts.before}>
                <ul class="cards">
                  {past.map((membership) => (
                    <MembershipCard key={membership.id} membership={membership} me={me} onChanged={facts.reload} />
                  ))}
                </ul>
              </Section>
            ) : null}
          </>
        );
      }}
    </Loading>
  );
}

type Act = "move" | "freeze" | "end";

function MembershipCard({ membership, me, onChanged }: { membership: Membership; me: Person; onChanged: () => void }) {
  const { hasPage } = usePersonPages();
  const words = useWords();
  const { member: texts } = pupilsWords.use();
  const [act, setAct] = useState<Act>();
  const day = (date: string) => formatDate(date, me.zone, words);
  const last = membership.left_on ?? membership.leaves_on;
  const done = (text: string, undo?: () => Promise<unknown>) => {
    setAct(undefined);
    const run = () => void undo?.().then(() => (showNotice(words.form.undone), onChanged()));
    showNotice(text, undo ? { label: words.form.undo, run } : undefined);
    onChanged();
  };
  const form = { membership, close: () => setAct(undefined), onDone: done };
  const forms: Record<Act, ComponentChildren> = {
    move: <MoveForm {...form} />,
    freeze: <FreezeForm {...form} />,
    end: <EndForm {...form} />,
  };
  return (
    <li class="card">
      <strong>
        {hasPage(me, "groups/:id") ? (
          <Link to={`groups/${membership.group}`}>{membership.group_name}</Link>
        ) : (
          membership.group_name
        )}
      </strong>
      <MembershipState status={membership.status} />
      <span class="quiet">
        {last ? `${day(membership.joined_on)} – ${day(last)}` : words.office.from(day(membership.joined_on))}
      </span>
      {membership.freezes.map((freeze) => (
        <span key={freeze.starts_on} class="quiet">
          {texts.frozenDays(day(freeze.starts_on), freeze.ends_on ? day(freeze.ends_on) : "…")}
        </span>
      ))}
      {membership.left_on === null && hasPermission(me, "groups.manage") ? (
        act ? (
          forms[act]
        ) : (
          <MembershipButtons membership={membership} me={me} choose={setAct} done={done} />
        )
      ) : null}
      <Section title={texts.history}>
        <MembershipHistory membership={membership} me={me} />
      </Section>
    </li>
  );
}

interface ButtonProps {
  membership: Membership;
  me: Person;
  choose: (act: Act) => void;
  done: (text: string) => void;
}

function MembershipButtons({ membership, me, choose, done }: ButtonProps) {
  const { member: texts } = pupilsWords.use();
  const path = { id: membership.group, membership_id: membership.id };
  const today = toIsoDay(Date.now(), me.zone);
  const isFrozen =
    membership.status === "frozen" || membership.freezes.some(({ ends_on }) => ends_on === null || ends_on >= today);
  const mayStart = membership.status === "trial" || membership.status === "lead";
  return (
    <div class="buttons">
      {mayStart ? (
        <ActButton
          word={texts.start}
          act={(key) =>
            talim.api.patch("/courses/groups/{id}/members/{membership_id}/", {
              path,
              body: { status: "active" },
              idempotencyKey: key,
            })
          }
          onDone={() => done(texts.started)}
        />
      ) : null}
      <button type="button" onClick={() => choose("move")}>
        {texts.move}
      </button>
      {isFrozen ? (
        <ActButton
          word={texts.unfreeze}
          act={(key) =>
            talim.api.post("/courses/groups/{id}/members/{membership_id}/unfreeze/", {
              path,
              body: {},
              idempotencyKey: key,
            })
          }
          onDone={() => done(texts.unfrozen)}
        />
      ) : membership.status === "lead" ? null : (
        <button type="button" onClick={() => choose("freeze")}>
          {texts.freeze}
        </button>
      )}
      <button type="button" class="plain" onClick={() => choose("end")}>
        {texts.end}
      </button>
    </div>
  );
}

function MembershipHistory({ membership, me }: { membership: Membership; me: Person }) {
  const words = useWords();
  const { member: texts, membership: states, history } = pupilsWords.use();
  const path = { id: membership.group, membership_id: membership.id };
  const changes = useLoad(
    () => talim.api.get("/courses/groups/{id}/members/{membership_id}/history/", { path, query: { page_size: 50 } }),
    [membership],
  );
  return (
    <Loading of={changes}>
      {({ results }) => (
        <ul class="plain-list">
          {results.map((change) => (
            <li key={change.created_at}>
              {formatDate(change.on, me.zone, words)}:{" "}
              {change.kind === "status" ? (states[change.to_status] ?? change.to_status) : texts.changes[change.kind]}
              <span class="quiet">
                {" "}
                {[change.by?.full_name ?? history.somebody, change.reason].filter(Boolean).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Loading>
  );
}
