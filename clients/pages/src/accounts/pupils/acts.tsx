/** What the office does with an account: switch it off and on, approve it, a child's way in, its data. */

import { useState } from "preact/hooks";
import { ApiError, type Answer } from "@talim/client";
import { OpenDevice, canOpenDevice } from "../entry/open-device.tsx";
import { navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { CheckField, ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, type FindPicks, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { peopleWords } from "../people/words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { getTeaching, Teaching } from "../people/teaching.tsx";
import { ViewAsLink } from "../people/view-as.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { ChildCard } from "./child-card.tsx";
import { getFullName, Opening, Section, type User } from "./section.tsx";

interface Props {
  user: User;
  me: Person;
  onChanged: () => void;
}

export function PersonActs({ user, me, onChanged }: Props) {
  const { acts: texts, doubles } = pupilsWords.use();
  if (user.id === me.id) return null;
  const manages = hasPermission(me, "accounts.manage_people");
  const isChild = user.child_profile !== null;
  return (
    <Section title={texts.title}>
      <div class="acts">
        {user.requested_role && user.status === "pending" && hasPermission(me, "accounts.approve") ? (
          <Approve user={user} onChanged={onChanged} />
        ) : null}
        {manages && isChild ? <ResetChild user={user} onChanged={onChanged} /> : null}
        {isChild && user.status === "active" && canOpenDevice(me) ? (
          <Opening word={texts.device}>{() => <OpenDevice child={{ id: user.id, name: getFullName(user) }} />}</Opening>
        ) : null}
        <ViewAsLink person={user} me={me} />
        {user.role === "student" && hasPermission(me, "accounts.merge") ? (
          <Opening word={doubles.same}>{(close) => <SamePerson user={user} close={close} />}</Opening>
        ) : null}
        {manages ? <SwitchOffOrOn user={user} me={me} onChanged={onChanged} /> : null}
        {hasPermission(me, "privacy.erase") && user.role === "student" ? (
          <Section title={texts.export}>
            <Export id={user.id} />
          </Section>
        ) : null}
        {hasPermission(me, "privacy.erase") ? <Erase user={user} onChanged={onChanged} /> : null}
      </div>
    </Section>
  );
}

function Approve({ user, onChanged }: Omit<Props, "me">) {
  const { acts: texts, facts } = pupilsWords.use();
  return (
    <div>
      <p>{texts.approveHelp(facts.roles[user.requested_role] ?? user.requested_role)}</p>
      <ActButton
        word={texts.approve}
        class="main"
        act={(key) => talim.api.post("/auth/users/{id}/approve/", { path: { id: user.id }, idempotencyKey: key })}
        onDone={() => {
          showNotice(texts.approved);
          onChanged();
        }}
      />
    </div>
  );
}

/** The pictures are in this answer and nowhere else, so the card stays until the user closes it. */
function ResetChild({ user, onChanged }: Omit<Props, "me">) {
  const { acts: texts } = pupilsWords.use();
  const [secrets, setSecrets] = useState<Answer<"/auth/children/{id}/reset/", "post">>();
  return (
    <div>
      <p class="quiet">{texts.resetHelp}</p>
      <ActButton
        word={texts.reset}
        act={(key) => talim.api.post("/auth/children/{id}/reset/", { path: { id: user.id }, idempotencyKey: key })}
        onDone={setSecrets}
      />
      {secrets ? (
        <ChildCard
          name={getFullName(user)}
          secrets={secrets}
          close={() => {
            setSecrets(undefined);
            onChanged();
          }}
        />
      ) : null}
    </div>
  );
}

/** Another account of this pupil is found, and the two are compared on a page of their own. */
function SamePerson({ user, close }: { user: User; close: () => void }) {
  const { doubles: texts } = pupilsWords.use();
  const form = useForm({
    initial: { other: null as Pick | null },
    check: ({ other }) => (other ? {} : { other: texts.other }),
    send: async ({ other }) => other?.id ?? "",
    onDone: (id) => navigate(`doubles/${user.id}/${id}`),
  });
  return (
    <Form of={form} word={texts.compare} close={close} label={texts.same}>
      <PickField of={form} name="other" label={texts.other} find={findOther(user.id)} required autofocus />
    </Form>
  );
}

function findOther(id: string): FindPicks {
  const find = findPeople("student");
  return async (typed) => (await find(typed)).filter((pick) => pick.id !== id);
}

/** What the server asks before it switches somebody off: what becomes of memberships, of what they teach. */
interface Asked {
  memberships: boolean;
  teaching: Record<string, string[]> | undefined;
}

/** What the server asks by a refusal; undefined for another failure. */
function getAsked(reason: unknown): Asked | undefined {
  const teaching = getTeaching(reason);
  const memberships = reason instanceof ApiError && "memberships" in reason.fields;
  return memberships || teaching ? { memberships, teaching } : undefined;
}

/** A member of groups is asked what becomes of them, and who teaches of that; others are switched off at once, with a way back. */
function SwitchOffOrOn({ user, me, onChanged }: Props) {
  const words = useWords();
  const { acts: texts } = pupilsWords.use();
  const [asked, setAsked] = useState<Asked>();
  const path = { id: user.id };
  const activate = () => talim.api.post("/auth/users/{id}/activate/", { path });
  if (user.status === "off") {
    return (
      <ActButton
        word={texts.activate}
        act={activate}
        onDone={() => {
          showNotice(texts.activated);
          onChanged();
        }}
      />
    );
  }
  const switchOff = async (): Promise<Asked | undefined> => {
    try {
      await talim.api.post("/auth/users/{id}/deactivate/", { path, body: {} });
    } catch (reason) {
      const questions = getAsked(reason);
      if (questions) return questions;
      throw reason;
    }
    return undefined;
  };
  const undo = {
    label: words.form.undo,
    run: () => void activate().then(() => (showNotice(words.form.undone), onChanged())),
  };
  if (asked)
    return (
      <AnswerAndSwitchOff user={user} me={me} first={asked} close={() => setAsked(undefined)} onChanged={onChanged} />
    );
  return (
    <ActButton
      word={texts.deactivate}
      act={switchOff}
      onDone={(questions) => {
        if (questions) return setAsked(questions);
        showNotice(texts.deactivated, undo);
        onChanged();
      }}
    />
  );
}

/** The server asks one after the other: the answer to one question may bring the next. */
function AnswerAndSwitchOff({ user, me, first, close, onChanged }: Props & { first: Asked; close: () => void }) {
  const { acts: texts } = pupilsWords.use();
  const { teaching: teachingTexts } = peopleWords.use();
  const [asked, setAsked] = useState(first);
  const form = useForm({
    initial: { memberships: "leave" as "leave" | "freeze" | "keep", keep: false },
    send: async ({ memberships, keep }, key) => {
      const body = { ...(asked.memberships ? { memberships } : {}), ...(keep ? { teaching: "keep" as const } : {}) };
      try {
        return await talim.api.post("/auth/users/{id}/deactivate/", {
          path: { id: user.id },
          body,
          idempotencyKey: key,
        });
      } catch (reason) {
        const more = getAsked(reason);
        if (more)
          setAsked({ memberships: asked.memberships || more.memberships, teaching: more.teaching ?? asked.teaching });
        throw reason;
      }
    },
    onDone: () => {
      showNotice(texts.deactivated);
      onChanged();
    },
  });
  const options = (["leave", "freeze", "keep"] as const).map((value) => ({ value, label: texts[value] }));
  return (
    <Form of={form} word={texts.deactivate} close={close} label={texts.deactivate}>
      <p>{texts.deactivateHelp(getFullName(user))}</p>
      {asked.teaching ? (
        <>
          <Teaching person={user} named={asked.teaching} me={me} />
          <CheckField of={form} name="keep" label={teachingTexts.keep} />
        </>
      ) : null}
      {asked.memberships ? (
        <ChoiceField of={form} name="memberships" label={texts.memberships} options={options} required />
      ) : null}
    </Form>
  );
}

function Export({ id }: { id: string }) {
  const { acts: texts } = pupilsWords.use();
  const path = { id };
  const state = useLoad(() => talim.api.get("/auth/children/{id}/export/", { path }), [id]);
  return (
    <>
      <p class="quiet">{texts.exportHelp}</p>
      <Loading of={state}>
        {(made) => (
          <>
            <p role="status">{texts.exportState[made.state]}</p>
            {made.link ? (
              <a class="button" href={made.link} download>
                {texts.download}
              </a>
            ) : (
              <ActButton
                word={texts.export}
                act={(key) => talim.api.post("/auth/children/{id}/export/", { path, idempotencyKey: key })}
                onDone={state.replace}
              />
            )}
          </>
        )}
      </Loading>
    </>
  );
}

function Erase({ user, onChanged }: Omit<Props, "me">) {
  const { acts: texts } = pupilsWords.use();
  return (
    <ActButton
      word={texts.erase}
      class="danger"
      question={<p>{texts.eraseSure(getFullName(user))}</p>}
      act={(key) => talim.api.post("/auth/users/{id}/erase/", { path: { id: user.id }, idempotencyKey: key })}
      onDone={() => {
        showNotice(texts.erased);
        onChanged();
      }}
    />
  );
}
