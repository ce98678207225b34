/** Contacts and wish of a lead, its stage and its next step; each can be changed. */

import { useState } from "preact/hooks";
import { formatDayTime, toIsoDay } from "../format.ts";
import { retryAfterSignIn } from "../retry-after-sign-in.ts";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Form } from "../ui/form/form.tsx";
import { readTranslated } from "../ui/form/translated-field.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { hasPermission } from "../office/permissions.ts";
import { Opening } from "../accounts/pupils/section.tsx";
import { checkStep, fetchStages, readStep, writeStep, type Lead, type LeadProps } from "./data.ts";
import { throwNamed } from "./field-names.ts";
import { LeadFields, readFields, writeFields, type LeadValues } from "./lead-fields.tsx";
import { NextStep, Phones, StepFieldsRow } from "./parts.tsx";

/** As many as the form has fields for. */
const PHONE_FIELDS = 3;

export function LeadFacts({ lead, me, onChanged }: LeadProps) {
  const words = useWords();
  const texts = leadsWords.use();
  const [isEditing, setIsEditing] = useState(false);
  if (isEditing)
    return (
      <EditFacts
        lead={lead}
        me={me}
        close={() => setIsEditing(false)}
        onChanged={(changed) => (setIsEditing(false), onChanged(changed))}
      />
    );
  const rows: [string, preact.ComponentChildren][] = [
    [texts.phones, <Phones phones={lead.phones} />],
    ...(lead.email ? [[texts.email, lead.email] as [string, string]] : []),
    [texts.source, [texts.sources[lead.source], lead.form?.name].filter(Boolean).join(" · ")],
    [texts.course, lead.course ? readTranslated(lead.course.title) : texts.none],
    ...(lead.group ? [[texts.group, lead.group.name] as [string, string]] : []),
    [texts.owner, lead.owner?.full_name ?? texts.none],
    [texts.branch, lead.branch.name],
    [texts.came, formatDayTime(lead.created_at, me.zone, words)],
    ...(lead.consented_at
      ? [[texts.agreed, formatDayTime(lead.consented_at, me.zone, words)] as [string, string]]
      : []),
    [texts.note, lead.note ? <span class="note-text">{lead.note}</span> : texts.noNote],
  ];
  return (
    <>
      <dl class="facts">
        {rows.map(([term, value]) => [<dt key={term}>{term}</dt>, <dd key={`${term} value`}>{value}</dd>])}
      </dl>
      {hasPermission(me, "leads.work") ? (
        <button type="button" onClick={() => setIsEditing(true)}>
          {words.form.edit}
        </button>
      ) : null}
    </>
  );
}

type Body = ReturnType<typeof writeFields>;

/** Only what differs: what somebody else changed meanwhile stays. */
function getChanges(from: LeadValues, to: LeadValues, kept: string[]): Partial<Body> {
  const [before, after] = [writeFields(from, kept), writeFields(to, kept)];
  const names = (Object.keys(after) as (keyof Body)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return Object.fromEntries(names.map((name) => [name, after[name]])) as Partial<Body>;
}

function EditFacts({ lead, close, onChanged }: LeadProps & { close: () => void }) {
  const words = useWords();
  const texts = leadsWords.use();
  // As they were when the form was opened: the lead is loaded anew meanwhile.
  const [kept] = useState(() => lead.phones.slice(PHONE_FIELDS));
  const [initial] = useState(() => readFields(lead));
  const form = useForm<LeadValues, Lead>({
    initial,
    send: (values) =>
      talim.api
        .patch("/leads/{id}/", { path: { id: lead.id }, body: getChanges(initial, values, kept) })
        .catch(throwNamed),
    onDone: (changed) => {
      showNotice(words.form.saved);
      onChanged(changed);
    },
  });
  return (
    <Form of={form} word={words.form.save} label={texts.details} close={close}>
      <LeadFields of={form} ownSource={lead.source} />
    </Form>
  );
}

export function StageChoice({ lead, onChanged }: LeadProps) {
  const texts = leadsWords.use();
  const stages = useLoad(() => fetchStages(lead.branch.id), [lead.branch.id]);
  const [error, setError] = useState<unknown>();
  /** The stage into which it is being moved. */
  const [chosen, setChosen] = useState("");
  const move = async (stage: string) => {
    setChosen(stage);
    setError(undefined);
    try {
      onChanged(
        await retryAfterSignIn(() => talim.api.post("/leads/{id}/stage/", { path: { id: lead.id }, body: { stage } })),
      );
    } catch (reason) {
      setError(() => reason);
      onChanged();
    } finally {
      setChosen("");
    }
  };
  return (
    <Loading of={stages}>
      {(all) => (
        <>
          <select
            class="stage-choice"
            aria-label={texts.stage}
            value={chosen || lead.stage.id}
            disabled={chosen !== ""}
            onChange={(event) => void move(event.currentTarget.value)}
          >
            {all.map((stage) => (
              <option key={stage.id} value={stage.id}>
                {readTranslated(stage.name)}
              </option>
            ))}
          </select>
          {error ? <Problem error={error} /> : null}
        </>
      )}
    </Loading>
  );
}

export function StepEditor({ lead, me, onChanged }: LeadProps) {
  const texts = leadsWords.use();
  const works = hasPermission(me, "leads.work");
  return (
    <>
      <p>
        <NextStep lead={lead} zone={me.zone} />
      </p>
      {works ? (
        <div class="acts">
          <Opening word={texts.setStep}>
            {(close) => (
              <StepForm lead={lead} me={me} close={close} onChanged={(changed) => (close(), onChanged(changed))} />
            )}
          </Opening>
          {lead.next_step_at ? (
            <ActButton
              word={texts.clearStep}
              class="plain"
              act={() =>
                talim.api.patch("/leads/{id}/", { path: { id: lead.id }, body: { next_step: "", next_step_at: null } })
              }
              onDone={onChanged}
            />
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function StepForm({ lead, me, close, onChanged }: LeadProps & { close: () => void }) {
  const words = useWords();
  const texts = leadsWords.use();
  const form = useForm({
    initial: readStep(lead, me.zone),
    check: (values) => checkStep(values, texts.stepNeedsDay),
    send: (values) =>
      talim.api.patch("/leads/{id}/", { path: { id: lead.id }, body: writeStep(values, me.zone) }).catch(throwNamed),
    onDone: (changed) => {
      showNotice(words.form.saved);
      onChanged(changed);
    },
  });
  return (
    <Form of={form} word={words.form.save} label={texts.setStep} close={close}>
      <StepFieldsRow of={form} today={toIsoDay(Date.now(), me.zone)} />
    </Form>
  );
}
