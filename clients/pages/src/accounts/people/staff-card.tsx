/** The card of somebody who works here: facts, what may be changed about them, notes, what they did. */

import { useState } from "preact/hooks";
import { FeedbackResults } from "../../lessons/feedback/feedback-results.tsx";
import { formatDay, formatDayTime, formatPhone } from "../../format.ts";
import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { peopleWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Activity } from "./activity.tsx";
import { fetchBranches, type Branch } from "../../office/branches.ts";
import { Deactivate } from "./deactivate.tsx";
import type { StaffPerson } from "./new-person.tsx";
import { Notes } from "./notes.tsx";
import { nameRole, type RoleTable } from "./role-names.ts";
import { BranchesForm, FactsForm, RoleForm } from "./staff-forms.tsx";
import { PersonState } from "./person-state.tsx";
import { ViewAsLink } from "./view-as.tsx";

interface CardProps {
  id: string;
  me: Person;
  roles: RoleTable | null | undefined;
  /** Something is different now: the list is to be loaded anew. */
  onChanged: () => void;
}

type Part = "facts" | "branches" | "role" | "off";

export function StaffCard({ id, me, roles, onChanged }: CardProps) {
  const words = useWords();
  const person = useLoad(() => talim.api.get("/auth/users/{id}/", { path: { id } }), [id]);
  const branches = useLoad(() => fetchBranches("all"), []);
  const [part, setPart] = useState<Part>();
  const put = (changed: StaffPerson) => {
    person.replace(changed);
    setPart(undefined);
    onChanged();
  };
  const saved = (changed: StaffPerson) => {
    put(changed);
    showNotice(words.form.saved);
  };
  const close = () => setPart(undefined);
  return (
    <Loading of={person}>
      {(shown) => (
        <>
          {shown.requested_role ? <Request person={shown} me={me} onDone={put} /> : null}
          <Facts person={shown} me={me} roles={roles} branches={branches.value ?? []} />
          {part === "facts" ? <FactsForm person={shown} onDone={saved} close={close} /> : null}
          {part === "branches" && branches.value ? (
            <BranchesForm person={shown} branches={branches.value} onDone={saved} close={close} />
          ) : null}
          {part === "role" ? <RoleForm person={shown} me={me} roles={roles} onDone={saved} close={close} /> : null}
          {part === "off" ? <Deactivate person={shown} me={me} onDone={put} close={close} /> : null}
          {part ? null : <Acts person={shown} me={me} open={setPart} onDone={put} />}
          {shown.role === "teacher" && hasPermission(me, "feedback.see_all") ? (
            <FeedbackResults teacher={id} me={me} />
          ) : null}
          {hasPermission(me, "accounts.notes") ? <Notes personId={id} me={me} /> : null}
          {hasPermission(me, "accounts.activity") ? <Activity personId={id} me={me} /> : null}
        </>
      )}
    </Loading>
  );
}

/** Somebody signed up and asks for a role. */
function Request({ person, me, onDone }: { person: StaffPerson; me: Person; onDone: (person: StaffPerson) => void }) {
  const texts = peopleWords.use();
  const role = texts.roles[person.requested_role] ?? person.requested_role;
  const path = { id: person.id };
  return (
    <div class="notice">
      <div>
        <p>{texts.asks(role)}</p>
        <div class="buttons">
          {hasPermission(me, "accounts.approve") ? (
            <ActButton
              word={texts.approve}
              class="main"
              act={() => talim.api.post("/auth/users/{id}/approve/", { path })}
              onDone={(approved) => {
                showNotice(texts.approved(approved.first_name));
                onDone(approved);
              }}
            />
          ) : null}
        </div>
      </div>
    </div>
  );
}

interface FactsProps {
  person: StaffPerson;
  me: Person;
  roles: RoleTable | null | undefined;
  branches: Branch[];
}

function Facts({ person, me, roles, branches }: FactsProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const proved = (address: string | null, at: string | null) =>
    address ? `${address} (${at ? texts.proved : texts.notProved})` : texts.none;
  const worksIn = person.all_branches
    ? texts.allBranches
    : branches
        .filter(({ id }) => person.branches.includes(id))
        .map(({ name }) => name)
        .join(", ");
  return (
    <dl class="facts">
      <dt>{texts.state}</dt>
      <dd>
        <PersonState status={person.status} />
      </dd>
      <dt>{texts.role}</dt>
      <dd>{nameRole(person, roles, texts)}</dd>
      <dt>{texts.phone}</dt>
      <dd>{proved(person.phone && formatPhone(person.phone), person.phone_verified_at)}</dd>
      <dt>{texts.email}</dt>
      <dd>{proved(person.email, person.email_verified_at)}</dd>
      <dt>{texts.branches}</dt>
      <dd>{worksIn || texts.noBranches}</dd>
      <dt>{words.language}</dt>
      <dd>{LANGUAGES[person.locale]}</dd>
      <dt>{texts.lastSignIn}</dt>
      <dd>{person.last_login ? formatDayTime(person.last_login, me.zone, words) : texts.never}</dd>
      <dt>{texts.since}</dt>
      <dd>{formatDay(person.created_at, me.zone, words)}</dd>
      {person.teacher_profile?.qualifications ? (
        <>
          <dt>{texts.qualifications}</dt>
          <dd>{person.teacher_profile.qualifications}</dd>
        </>
      ) : null}
    </dl>
  );
}

interface ActsProps {
  person: StaffPerson;
  me: Person;
  open: (part: Part) => void;
  onDone: (person: StaffPerson) => void;
}

function Acts({ person, me, open, onDone }: ActsProps) {
  const { hasPage } = usePersonPages();
  const words = useWords();
  const texts = peopleWords.use();
  const isSelf = person.id === me.id;
  const manages = hasPermission(me, "accounts.manage_people");
  return (
    <>
      <div class="buttons">
        {manages ? (
          <>
            <button type="button" onClick={() => open("facts")}>
              {words.form.edit}
            </button>
            <button type="button" onClick={() => open("branches")}>
              {texts.branches}
            </button>
          </>
        ) : null}
        {hasPermission(me, "accounts.change_role") && !isSelf ? (
          <button type="button" onClick={() => open("role")}>
            {texts.changeRole}
          </button>
        ) : null}
        {!manages || isSelf ? null : person.status === "off" ? (
          <ActButton
            word={texts.activate}
            act={() => talim.api.post("/auth/users/{id}/activate/", { path: { id: person.id } })}
            onDone={(changed) => {
              showNotice(texts.activated(changed.first_name));
              onDone(changed);
            }}
          />
        ) : (
          <button type="button" onClick={() => open("off")}>
            {texts.deactivate}
          </button>
        )}
        {person.role === "teacher" && hasPage(me, "timetable") && hasPermission(me, "lessons.substitute") ? (
          <Link to={`timetable?sick=${person.id}`} class="button">
            {texts.sickToday}
          </Link>
        ) : null}
        <ViewAsLink person={person} me={me} />
      </div>
      {isSelf ? <p class="quiet">{texts.notYourself}</p> : null}
    </>
  );
}
