/** A new pupil with family, group, price and consent: one form, one press. */

import { useState } from "preact/hooks";
import { toIsoDay } from "../../format.ts";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChoiceField, DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow, Form } from "../../ui/form/form.tsx";
import { PhoneField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { ChildCard } from "./child-card.tsx";
import { enrol, getInitialValues, isMinor, needsName, type Enrolled, type EnrolValues } from "./enrolment.ts";
import { ConsentFields } from "./new-consent.tsx";
import type { Paper } from "./paper.ts";
import { PlaceFields } from "./new-place.tsx";
import { AlreadyHere } from "./already-here.tsx";
import { PaperForm } from "./papers.tsx";
import { getFullName } from "./section.tsx";

export function NewPupil({ me }: PageProps) {
  const words = useWords();
  const { enrol: texts } = pupilsWords.use();
  const [enrolled, setEnrolled] = useState<Enrolled>();
  return (
    <div class="enrolment">
      <p>
        <Link to="pupils">← {words.office.nav.pages.pupils}</Link>
      </p>
      <h1>{words.office.nav.pages.newPupil}</h1>
      {enrolled ? (
        <>
          <Next enrolled={enrolled} me={me} />
          <button type="button" onClick={() => setEnrolled(undefined)}>
            {texts.another_}
          </button>
        </>
      ) : (
        <EnrolForm me={me} onDone={setEnrolled} />
      )}
    </div>
  );
}

function EnrolForm({ me, onDone }: { me: PageProps["me"]; onDone: (enrolled: Enrolled) => void }) {
  const words = useWords();
  const { enrol: texts, facts } = pupilsWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const [paper, setPaper] = useState<Paper>({ kinds: [], file: null });
  const form = useForm<EnrolValues, Enrolled>({
    initial: getInitialValues(today),
    draft: "new pupil",
    check: (values) => ({
      ...(values.price !== null && !values.price_reason.trim() ? { price_reason: words.form.required } : {}),
      ...(isMinor(values.birth_date, today) && paper.kinds.length && !values.signed_by.trim()
        ? { signed_by: words.form.required }
        : {}),
      ...(isMinor(values.birth_date, today) && paper.kinds.length && !paper.file ? { file: words.form.required } : {}),
    }),
    send: (values, key) =>
      enrol(values, isMinor(values.birth_date, today) ? paper : { kinds: [], file: null }, key, today),
    onDone: (enrolled) => {
      form.reset();
      onDone(enrolled);
    },
  });
  const { values } = form;
  return (
    <Form of={form} word={texts.save} label={words.office.nav.pages.newPupil}>
      <FieldGroup title={texts.pupil}>
        <FieldRow>
          <TextField of={form} name="first_name" label={facts.firstName} maxLength={80} required autofocus />
          <TextField of={form} name="last_name" label={facts.lastName} maxLength={80} />
          <TextField of={form} name="patronymic" label={facts.patronymic} maxLength={80} />
        </FieldRow>
        <FieldRow>
          <DateField of={form} name="birth_date" label={facts.birthDate} max={today} />
          <PhoneField of={form} name="phone" label={facts.phone} />
        </FieldRow>
        <FieldRow>
          <SelectField
            of={form}
            name="locale"
            label={facts.language}
            options={Object.entries(facts.languages).map(([value, label]) => ({ value, label }))}
            required
          />
        </FieldRow>
        <AlreadyHere name={getFullName(values)} phone={values.phone} refused={form.error} />
      </FieldGroup>
      {hasPermission(me, "accounts.manage_guardians") ? <ParentFields of={form} /> : null}
      {hasPermission(me, "groups.manage") ? <PlaceFields of={form} me={me} /> : null}
      {isMinor(values.birth_date, today) ? <ConsentFields of={form} paper={paper} setPaper={setPaper} /> : null}
    </Form>
  );
}

const KINDS = ["mother", "father", "guardian", "other"] as const;

/** One parent, and a second one when it is wanted. Who is here already is taken instead of made again. */
function ParentFields({ of: form }: { of: ReturnType<typeof useForm<EnrolValues, Enrolled>> }) {
  const { enrol: texts, family, facts } = pupilsWords.use();
  const { values } = form;
  const kinds = KINDS.map((value) => ({ value, label: family.kinds[value] }));
  const parents = values.two_parents ? (["a", "b"] as const) : (["a"] as const);
  return (
    <FieldGroup title={texts.family}>
      <p class="quiet">{texts.familyHelp}</p>
      {parents.map((place, index) => {
        const person = values[`${place}_person`];
        return (
          <div key={place} role="group" aria-label={texts.parent(index + 1)}>
            <ChoiceField of={form} name={`${place}_kind`} label={family.kind} options={kinds} required />
            {person ? (
              <p>
                <b>{person.label}</b> {person.detail}{" "}
                <button type="button" class="plain" onClick={() => form.set(`${place}_person`, null)}>
                  {texts.another}
                </button>
              </p>
            ) : (
              <>
                <FieldRow>
                  <TextField
                    of={form}
                    name={`${place}_first_name`}
                    label={facts.firstName}
                    maxLength={80}
                    required={needsName(values, place)}
                  />
                  <TextField of={form} name={`${place}_last_name`} label={facts.lastName} maxLength={80} />
                  <PhoneField of={form} name={`${place}_phone`} label={facts.phone} />
                </FieldRow>
                <AlreadyHere
                  name={[values[`${place}_first_name`], values[`${place}_last_name`]].filter(Boolean).join(" ")}
                  phone={values[`${place}_phone`]}
                  refused={form.error}
                  take={(found) => form.set(`${place}_person`, found)}
                />
              </>
            )}
          </div>
        );
      })}
      <button type="button" onClick={() => form.set("two_parents", !values.two_parents)}>
        {values.two_parents ? texts.removeParent : texts.addParent}
      </button>
    </FieldGroup>
  );
}

/** The pupil is enrolled: what comes next, and what did not work. */
function Next({ enrolled, me }: { enrolled: Enrolled; me: PageProps["me"] }) {
  const { hasPage } = usePersonPages();
  const { enrol: texts, acts } = pupilsWords.use();
  const [secrets, setSecrets] = useState<Parameters<typeof ChildCard>[0]["secrets"]>();
  const [failed, setFailed] = useState(enrolled.consentFailed);
  const { pupil, name } = enrolled;
  return (
    <section class="card" aria-label={texts.next}>
      <p role="status">
        <b>{enrolled.waitsFor ? texts.waits(name, enrolled.waitsFor) : texts.done(name)}</b>
      </p>
      {failed ? (
        <>
          <p class="notice bad">{texts.consentFailed}</p>
          <PaperForm id={pupil} me={me} onDone={() => setFailed(false)} />
        </>
      ) : null}
      <div class="buttons">
        <Link to={`pupils/${pupil}`} class="button main">
          {texts.openCard}
        </Link>
        {hasPage(me, "cash") ? (
          <Link to={`cash/${pupil}`} class="button">
            {texts.pay}
          </Link>
        ) : null}
        {hasPage(me, "family-messages") ? (
          <Link to={`family-messages?student=${pupil}`} class="button">
            {texts.writeFamily}
          </Link>
        ) : null}
        {enrolled.isChild && hasPage(me, "unreached") ? (
          <Link to="unreached" class="button">
            {texts.inviteFamily}
          </Link>
        ) : null}
        {enrolled.isChild ? (
          <ActButton
            word={texts.printCard}
            act={(key) => talim.api.post("/auth/children/{id}/reset/", { path: { id: pupil }, idempotencyKey: key })}
            onDone={setSecrets}
          />
        ) : null}
      </div>
      {secrets ? <ChildCard name={name} secrets={secrets} close={() => setSecrets(undefined)} /> : null}
      {enrolled.isChild ? <p class="quiet">{acts.cardHelp}</p> : null}
    </section>
  );
}
