/** Who belongs to a pupil: guardians with what they may see, and others to call. For a parent: the children. */

import { formatPhone } from "../../format.ts";
import { usePersonPages } from "../../person-pages.ts";
import { useState } from "preact/hooks";
import { ApiError, type Answer } from "@talim/client";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { CheckField, ChoiceField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { PhoneField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { ContactPeople } from "./contact-people.tsx";
import { Opening } from "./section.tsx";

type Link_ = Answer<"/auth/guardians/", "get">["results"][number];
type Contacts = Answer<"/auth/users/{id}/contacts/", "get">;
type Kind = Link_["kind"];

const KINDS = ["mother", "father", "guardian", "other"] as const;

export function Family({ id, me, isChild }: { id: string; me: Person; isChild: boolean }) {
  const { family: texts } = pupilsWords.use();
  const manages = hasPermission(me, "accounts.manage_guardians");
  const query = { ...(isChild ? { child: id } : { parent: id }), open: true, page_size: 50 };
  const links = useLoad(
    async () => (manages ? (await talim.api.get("/auth/guardians/", { query })).results : []),
    [id],
  );
  const contacts = useLoad(
    async () =>
      hasPermission(me, "accounts.read_contacts")
        ? talim.api.get("/auth/users/{id}/contacts/", { path: { id } })
        : null,
    [id],
  );
  const again = () => {
    links.reload();
    contacts.reload();
  };
  return (
    <>
      <Loading of={links}>
        {(all) =>
          all.length ? (
            <ul class="cards">
              {all.map((link) => (
                <GuardianCard
                  key={link.id}
                  link={link}
                  me={me}
                  isChild={isChild}
                  phone={getPhone(link, contacts.value)}
                  onChanged={again}
                />
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.nobody}</p>
          )
        }
      </Loading>
      {isChild && manages ? (
        <Opening word={texts.add}>
          {(close) => <AddGuardian child={id} me={me} close={close} onDone={() => (close(), again())} />}
        </Opening>
      ) : null}
      {isChild ? (
        <Loading of={contacts}>
          {(them) => (them ? <ContactPeople id={id} me={me} contacts={them} onChanged={contacts.reload} /> : null)}
        </Loading>
      ) : null}
    </>
  );
}

function getPhone(link: Link_, contacts: Contacts | null | undefined): string | null {
  return contacts?.guardians.find(({ id }) => id === link.parent.id)?.phone ?? null;
}

interface GuardianProps {
  link: Link_;
  me: Person;
  isChild: boolean;
  phone: string | null;
  onChanged: () => void;
}

function GuardianCard({ link, me, isChild, phone, onChanged }: GuardianProps) {
  const { hasPage } = usePersonPages();
  const words = useWords();
  const { family: texts } = pupilsWords.use();
  const other = isChild ? link.parent : link.child;
  const sees = (["progress", "recordings", "payments"] as const).filter((right) => link[`sees_${right}`]);
  const unlink = () => talim.api.delete("/auth/guardians/{id}/", { path: { id: link.id } });
  const undo = () => {
    const { kind, sees_progress, sees_recordings, sees_payments } = link;
    const body = { parent: link.parent.id, child: link.child.id, kind, sees_progress, sees_recordings, sees_payments };
    void talim.api.post("/auth/guardians/", { body }).then(() => (showNotice(words.form.undone), onChanged()));
  };
  return (
    <li class="card">
      <strong>
        {hasPage(me, "pupils/:id") ? <Link to={`pupils/${other.id}`}>{other.full_name}</Link> : other.full_name}
      </strong>
      <span class="quiet">
        {[
          texts.kinds[link.kind],
          sees.length ? `${texts.sees}: ${sees.map((right) => texts[right]).join(", ")}` : texts.seesNothing,
        ].join(" · ")}
      </span>
      {phone ? <a href={`tel:${phone}`}>{formatPhone(phone)}</a> : null}
      <div class="buttons">
        <Opening word={words.form.edit}>
          {(close) => <EditGuardian link={link} close={close} onDone={() => (close(), onChanged())} />}
        </Opening>
        <ActButton
          word={texts.unlink}
          class="plain"
          act={unlink}
          onDone={() => {
            showNotice(texts.unlinked, { label: words.form.undo, run: undo });
            onChanged();
          }}
        />
      </div>
    </li>
  );
}

function EditGuardian({ link, close, onDone }: { link: Link_; close: () => void; onDone: () => void }) {
  const words = useWords();
  const { family: texts } = pupilsWords.use();
  const { kind, sees_progress, sees_recordings, sees_payments } = link;
  const form = useForm({
    initial: { kind, sees_progress, sees_recordings, sees_payments },
    send: (body, key) => talim.api.patch("/auth/guardians/{id}/", { path: { id: link.id }, body, idempotencyKey: key }),
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  return (
    <Form of={form} word={words.form.save} close={close} label={link.parent.full_name}>
      <ChoiceField
        of={form}
        name="kind"
        label={texts.kind}
        options={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
        required
      />
      <span class="label">{texts.sees}</span>
      <CheckField of={form} name="sees_progress" label={texts.progress} />
      <CheckField of={form} name="sees_recordings" label={texts.recordings} />
      <CheckField of={form} name="sees_payments" label={texts.payments} />
    </Form>
  );
}

/** The form has the fields of one parent, whom the server calls the first guardian. */
function nameFields(reason: unknown): never {
  if (!(reason instanceof ApiError)) throw reason;
  const names = Object.entries(reason.fields).map(([path, texts]) => [path.split(".").at(-1) ?? path, texts] as const);
  throw new ApiError(
    reason.status,
    reason.code,
    reason.detail,
    Object.fromEntries(names),
    reason.requestId,
    reason.retryAfter,
  );
}

/** Somebody who has an account, or a new parent: then both are made in one act. */
function AddGuardian({
  child,
  me,
  close,
  onDone,
}: {
  child: string;
  me: Person;
  close: () => void;
  onDone: () => void;
}) {
  const { family: texts, facts } = pupilsWords.use();
  const initial = { parent: null as Pick | null, first_name: "", last_name: "", phone: "", kind: "mother" as Kind };
  const [creates] = useState(hasPermission(me, "accounts.manage_people"));
  const form = useForm({
    initial,
    draft: `guardian of ${child}`,
    send: async ({ parent, kind, phone, ...names }, key): Promise<unknown> => {
      if (parent || !creates)
        return talim.api.post("/auth/guardians/", {
          body: { parent: parent?.id ?? "", child, kind },
          idempotencyKey: key,
        });
      const body = { pupil: { id: child }, guardians: [{ kind, person: { ...names, phone: phone || null } }] };
      return talim.api.post("/auth/families/", { body, idempotencyKey: key }).catch(nameFields);
    },
    onDone: () => {
      showNotice(texts.linked);
      onDone();
    },
  });
  return (
    <Form of={form} word={texts.link} close={close} label={texts.add}>
      <ChoiceField
        of={form}
        name="kind"
        label={texts.kind}
        options={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
        required
      />
      <PickField of={form} name="parent" label={texts.who} find={findPeople()} required={!creates} />
      {form.values.parent || !creates ? null : (
        <>
          <p class="quiet">{texts.orNew}</p>
          <FieldRow>
            <TextField of={form} name="first_name" label={facts.firstName} maxLength={80} required />
            <TextField of={form} name="last_name" label={facts.lastName} maxLength={80} />
          </FieldRow>
          <PhoneField of={form} name="phone" label={facts.phone} />
        </>
      )}
    </Form>
  );
}
