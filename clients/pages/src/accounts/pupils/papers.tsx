/** What a guardian has allowed, and the papers on which it was signed. */

import { formatDate, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ChoiceField, DateField, FileField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { checkReadable } from "../../ui/file.ts";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Opening, type User } from "./section.tsx";

export const CONSENTS = [
  "recording",
  "photo",
  "messages",
  "machine_learning",
  "certificate",
  "activity",
  "learning_systems",
] as const;
export type ConsentKind = (typeof CONSENTS)[number];

export const PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/gif";

export function Papers({ user, me }: { user: User; me: Person }) {
  const words = useWords();
  const { papers: texts } = pupilsWords.use();
  const { id, is_minor: isMinor } = user;
  const consents = useLoad(
    async () => (isMinor ? (await talim.api.get("/auth/children/{id}/consents/", { path: { id } })).consents : []),
    [id, isMinor],
  );
  if (!isMinor) return <p class="empty">{texts.adult}</p>;
  return (
    <>
      <Loading of={consents}>
        {(all) => (
          <ul class="cards">
            {all.map(({ kind, given, answered_at, answered_by, paper }) => (
              <li key={kind} class="card">
                <strong>{texts.kinds[kind]}</strong>
                <span class="state">
                  <Icon name={given === null ? "clock" : given ? "good" : "close"} />
                  {given === null ? texts.unanswered : given ? texts.given : texts.refused}
                </span>
                <span class="quiet">
                  {paper
                    ? texts.paper(paper.signed_by, formatDate(paper.signed_on, me.zone, words))
                    : [answered_by, answered_at && formatDate(toIsoDay(answered_at, me.zone), me.zone, words)]
                        .filter(Boolean)
                        .join(", ")}
                </span>
                {paper?.photo ? (
                  <a href={paper.photo} target="_blank" rel="noopener noreferrer">
                    {texts.seePhoto}
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Loading>
      {hasPermission(me, "accounts.manage_people") ? (
        <Opening word={texts.record}>
          {(close) => <PaperForm id={id} me={me} close={close} onDone={() => (close(), consents.reload())} />}
        </Opening>
      ) : null}
    </>
  );
}

interface PaperFormProps {
  id: string;
  me: Person;
  close?: () => void;
  onDone: () => void;
}

export function PaperForm({ id, me, close, onDone }: PaperFormProps) {
  const { papers: texts } = pupilsWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const form = useForm({
    initial: { kind: "recording" as string, answer: "yes", signed_by: "", signed_on: today, file: null as File | null },
    send: async ({ kind, answer, signed_by, signed_on, file }, key) => {
      if (!file) throw new Error("A required field is empty.");
      const photo = await checkReadable(file);
      return talim.api.post("/auth/children/{id}/consents/{kind}/paper/", {
        path: { id, kind: kind as ConsentKind },
        form: { given: answer === "yes", signed_by, signed_on, file: photo },
        idempotencyKey: key,
      });
    },
    onDone: () => {
      showNotice(texts.recorded);
      onDone();
    },
  });
  const answers = [
    { value: "yes", label: texts.given },
    { value: "no", label: texts.refused },
  ];
  return (
    <Form of={form} word={texts.record} label={texts.record} {...(close ? { close } : {})}>
      <SelectField
        of={form}
        name="kind"
        label={texts.kind}
        options={CONSENTS.map((value) => ({ value, label: texts.kinds[value] }))}
        required
      />
      <ChoiceField of={form} name="answer" label={texts.answer} options={answers} required />
      <FieldRow>
        <TextField of={form} name="signed_by" label={texts.signedBy} maxLength={160} required />
        <DateField of={form} name="signed_on" label={texts.signedOn} max={today} required />
      </FieldRow>
      <FileField of={form} name="file" label={texts.photo} hint={texts.photoHelp} accept={PHOTO_TYPES} required />
    </Form>
  );
}
