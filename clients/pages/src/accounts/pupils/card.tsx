/** The card of a person: beside the list of pupils, and as a page of its own. */

import { useState } from "preact/hooks";
import { WriteButton } from "../../chat/write-button.tsx";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { PersonActs } from "./acts.tsx";
import { PersonFacts } from "./facts.tsx";
import { Family } from "./family.tsx";
import { History } from "./history.tsx";
import { Learning } from "./learning.tsx";
import { Memberships } from "./memberships.tsx";
import { Messages } from "./messages.tsx";
import { Money } from "./money.tsx";
import { Notes } from "./notes.tsx";
import { Papers } from "./papers.tsx";
import { getFullName, PersonState, Section } from "./section.tsx";
import { Small } from "./small.tsx";

/** What every section of a card is given. */
export interface CardProps {
  id: string;
  me: Person;
}

export function PupilPage({ me, values }: PageProps) {
  const words = useWords();
  const id = values["id"] ?? "";
  const [name, setName] = useState(words.office.nav.pages.pupils);
  return (
    <>
      <p>
        <Link to="pupils">← {words.office.nav.pages.pupils}</Link>
      </p>
      <h1>{name}</h1>
      <PupilCard id={id} me={me} onName={setName} key={id} />
    </>
  );
}

export function PupilCard({ id, me, onName }: CardProps & { onName?: (name: string) => void }) {
  const { hasPage } = usePersonPages();
  const texts = pupilsWords.use();
  const [version, setVersion] = useState(0);
  const user = useLoad(async () => {
    const loaded = await talim.api.get("/auth/users/{id}/", { path: { id } });
    onName?.(getFullName(loaded));
    return loaded;
  }, [id, version]);
  const again = () => setVersion((number) => number + 1);
  return (
    <Loading of={user}>
      {(person) => {
        const isPupil = person.role === "student";
        return (
          <div class="person-card">
            <p class="card-head">
              <PersonState status={person.status} />
              <span class="quiet">
                {[texts.facts.roles[person.role], person.number === null ? "" : texts.pupilNumber(person.number)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </p>
            {person.merged_into ? <MergedInto id={person.merged_into} /> : null}
            {person.merged_into ? null : (
              <div class="buttons">
                {isPupil && hasPage(me, "cash") ? (
                  <Link to={`cash/${id}`} class="button main">
                    {texts.money.take}
                  </Link>
                ) : null}
                {isPupil && hasPage(me, "family-messages") ? (
                  <Link to={`family-messages?student=${id}`} class="button">
                    {texts.enrol.writeFamily}
                  </Link>
                ) : null}
                {hasPermission(me, "chat.office") && person.id !== me.id ? (
                  <WriteButton person={id} asOffice={{ branches: person.branches }} />
                ) : null}
              </div>
            )}
            <div class="card-column">
              <Section title={texts.facts.title} open>
                <PersonFacts user={person} me={me} onChanged={again} />
              </Section>
              <Section title={isPupil ? texts.family.title : texts.family.children} open>
                <Family id={id} me={me} isChild={isPupil} />
              </Section>
            </div>
            <div class="card-column">
              {isPupil ? (
                <>
                  <Section title={texts.member.title} open>
                    <Memberships id={id} me={me} />
                  </Section>
                  {hasPermission(me, "payments.see_all") ? (
                    <Section title={texts.money.title}>
                      <Money id={id} me={me} />
                    </Section>
                  ) : null}
                  <Section title={texts.learning.title}>
                    <Learning id={id} me={me} />
                  </Section>
                  {person.child_profile && !person.merged_into && hasPage(me, `kid/${id}`) ? (
                    <Section title={texts.small.title}>
                      <Small id={id} me={me} />
                    </Section>
                  ) : null}
                  <Section title={texts.papers.title}>
                    <Papers user={person} me={me} />
                  </Section>
                </>
              ) : null}
              <Section title={texts.notes.title}>
                <Notes id={id} me={me} />
              </Section>
              {hasPermission(me, "notifications.deliveries") ? (
                <Section title={texts.messages.title}>
                  <Messages id={id} me={me} isPupil={isPupil} />
                </Section>
              ) : null}
              {hasPermission(me, "accounts.activity") ? (
                <Section title={texts.history.title}>
                  <History id={id} me={me} />
                </Section>
              ) : null}
              {person.merged_into ? null : <PersonActs user={person} me={me} onChanged={again} />}
            </div>
          </div>
        );
      }}
    </Loading>
  );
}

/** A duplicate is closed: its card leads to the account that stayed. */
function MergedInto({ id }: { id: string }) {
  const { doubles: texts } = pupilsWords.use();
  return (
    <div class="notice" role="status">
      <div>
        <p>{texts.mergedInto}</p>
        <Link to={`pupils/${id}`} class="button main">
          {texts.openKept}
        </Link>
      </div>
    </div>
  );
}
