/** Others to call about a pupil, who have no account: added, changed, removed with a way back. */

import type { Answer } from "@talim/client";
import { formatPhone } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PhoneField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Opening } from "./section.tsx";

type Contacts = Answer<"/auth/users/{id}/contacts/", "get">;
type ContactPerson = Contacts["contact_persons"][number];

interface Props {
  id: string;
  me: Person;
  contacts: Contacts;
  onChanged: () => void;
}

export function ContactPeople({ id, me, contacts, onChanged }: Props) {
  const { family: texts } = pupilsWords.use();
  const manages = hasPermission(me, "accounts.manage_people");
  return (
    <section>
      <h4>{texts.contacts}</h4>
      {contacts.phones_shown ? null : <p class="quiet">{texts.hidden}</p>}
      {contacts.contact_persons.length ? (
        <ul class="cards">
          {contacts.contact_persons.map((person) => (
            <li key={person.id} class="card">
              <strong>{person.name}</strong>
              <span class="quiet">{[person.relation, person.remark].filter(Boolean).join(" · ")}</span>
              {person.phone ? <a href={`tel:${person.phone}`}>{formatPhone(person.phone)}</a> : null}
              {manages ? <ContactActs id={id} person={person} onChanged={onChanged} /> : null}
            </li>
          ))}
        </ul>
      ) : (
        <p class="empty">{texts.noContacts}</p>
      )}
      {manages ? (
        <Opening word={texts.addContact}>
          {(close) => <ContactForm id={id} close={close} onDone={() => (close(), onChanged())} />}
        </Opening>
      ) : null}
    </section>
  );
}

function ContactActs({ id, person, onChanged }: { id: string; person: ContactPerson; onChanged: () => void }) {
  const words = useWords();
  const { family: texts } = pupilsWords.use();
  const again = () => {
    const { name, relation, phone, remark } = person;
    const body = { name, relation, phone: phone ?? "", remark: remark ?? "" };
    void talim.api
      .post("/auth/users/{id}/contacts/", { path: { id }, body })
      .then(() => (showNotice(words.form.undone), onChanged()));
  };
  return (
    <div class="buttons">
      <Opening word={words.form.edit}>
        {(close) => <ContactForm id={id} person={person} close={close} onDone={() => (close(), onChanged())} />}
      </Opening>
      <ActButton
        word={words.form.remove}
        class="plain"
        act={() => talim.api.delete("/auth/users/{id}/contacts/{contact_id}/", { path: { id, contact_id: person.id } })}
        onDone={() => {
          showNotice(texts.removed, { label: words.form.undo, run: again });
          onChanged();
        }}
      />
    </div>
  );
}

function ContactForm({
  id,
  person,
  close,
  onDone,
}: {
  id: string;
  person?: ContactPerson;
  close: () => void;
  onDone: () => void;
}) {
  const words = useWords();
  const { family: texts, facts } = pupilsWords.use();
  const form = useForm({
    initial: {
      name: person?.name ?? "",
      relation: person?.relation ?? "",
      phone: person?.phone ?? "",
      remark: person?.remark ?? "",
    },
    draft: `contact ${person?.id ?? id}`,
    send: (body, key) =>
      person
        ? talim.api.patch("/auth/users/{id}/contacts/{contact_id}/", {
            path: { id, contact_id: person.id },
            body,
            idempotencyKey: key,
          })
        : talim.api.post("/auth/users/{id}/contacts/", { path: { id }, body, idempotencyKey: key }),
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  return (
    <Form of={form} word={words.form.save} close={close} label={texts.addContact}>
      <FieldRow>
        <TextField of={form} name="name" label={texts.contactName} maxLength={120} required />
        <TextField of={form} name="relation" label={texts.relation} maxLength={60} />
      </FieldRow>
      <PhoneField of={form} name="phone" label={facts.phone} required />
      <TextField of={form} name="remark" label={texts.remark} />
    </Form>
  );
}
