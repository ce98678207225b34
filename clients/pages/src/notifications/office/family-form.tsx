/** A message to the family of one pupil, ready or in the office's own words: who gets it and when stands below. */

import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { messagesWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";

export type Template = Answer<"/notifications/family-templates/", "get">["results"][number];

interface Props {
  me: Person;
  /** Whose family gets it; chosen in the form when it is null. */
  student: Pick | null;
  templates: Template[];
  onSent: (told: string) => void;
  close: () => void;
}

export function FamilyForm({ me, student, templates, onSent, close }: Props) {
  const words = useWords();
  const texts = messagesWords.use();
  const writes = hasPermission(me, "families.templates");
  const form = useForm<{ student: Pick | null; template: string; text: string }, unknown>({
    initial: { student, template: "", text: "" },
    draft: `family message ${student?.id ?? ""}`,
    send: ({ student: chosen, template, text }, idempotencyKey) =>
      talim.api.post("/notifications/family-messages/", {
        body: { student: chosen?.id ?? "", ...(template ? { template } : { text: text.trim() }) },
        idempotencyKey,
      }),
    onDone: () => {
      const waits = family.value?.waits_until;
      form.reset();
      onSent(waits ? texts.waits(formatDayTime(waits, me.zone, words)) : texts.sent);
    },
  });
  const { student: about, template } = form.values;
  const id = about?.id;
  const family = useLoad(
    async () => (id ? talim.api.get("/notifications/family-messages/preview/", { query: { student: id } }) : null),
    [id],
  );
  const preview = family.stale ? null : family.value;
  const unreached = new Set(preview?.unreached.map((person) => person.id));
  const chosen = templates.find((one) => one.id === template);
  if (!writes && !templates.length) return <Empty drawing="messages" text={texts.askForReady} />;
  const ready = templates.map((one) => ({ value: one.id, label: readTranslated(one.title) }));
  return (
    <Form of={form} word={texts.send} label={texts.toFamily} close={close}>
      {student ? null : (
        <PickField of={form} name="student" label={texts.pupil} find={findPeople("student")} required />
      )}
      {ready.length ? (
        <SelectField
          of={form}
          name="template"
          label={texts.which}
          options={writes ? [{ value: "", label: texts.ownWords }, ...ready] : ready}
          required={!writes}
        />
      ) : null}
      {chosen ? <blockquote class="card">{readTranslated(chosen.text)}</blockquote> : null}
      {writes && !chosen ? (
        <TextArea of={form} name="text" label={texts.text} hint={texts.ownWordsHelp} maxLength={400} required />
      ) : null}
      {preview && preview.recipients.length === preview.unreached.length ? (
        <Unreached
          me={me}
          pupil={preview.student.id}
          text={preview.recipients.length ? texts.nobodyReads : texts.nobodyGets}
        />
      ) : null}
      {preview?.recipients.length ? (
        <p class="quiet" role="status">
          {[
            texts.getsIt(
              preview.recipients
                .map(({ id: person, full_name }) => (unreached.has(person) ? texts.cannotRead(full_name) : full_name))
                .join(", "),
            ),
            preview.waits_until ? texts.waits(formatDayTime(preview.waits_until, me.zone, words)) : "",
          ].join(" ")}
        </p>
      ) : null}
    </Form>
  );
}

/** Nobody of the family can read a message now; what helps, for who may do it. */
function Unreached({ me, pupil, text }: { me: Person; pupil: string; text: string }) {
  const texts = messagesWords.use();
  const { hasPage } = usePersonPages();
  const card = `pupils/${pupil}`;
  const [edits, invites] = [hasPage(me, card), hasPage(me, "unreached")];
  return (
    <div class="notice bad" role="status">
      <p>{text}</p>
      {edits || invites ? null : <p>{texts.askOffice}</p>}
      {edits ? <Link to={card}>{texts.toCard}</Link> : null}{" "}
      {invites ? <Link to="unreached">{texts.inviteFamily}</Link> : null}
    </div>
  );
}
