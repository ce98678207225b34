/** The facts of a person, and the form that changes them. */

import { useState } from "preact/hooks";
import { formatDate, formatDayTime, formatPhone, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ChecksField, CheckField, DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type FindPicks, type Pick } from "../../ui/form/pick-field.tsx";
import { PhoneField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { getLanguage, useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { useBranches } from "../../office/branches.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Section, type User } from "./section.tsx";

interface Props {
  user: User;
  me: Person;
  onChanged: () => void;
}

export function PersonFacts({ user, me, onChanged }: Props) {
  const words = useWords();
  const texts = pupilsWords.use();
  const [isEditing, setIsEditing] = useState(false);
  if (isEditing) {
    return (
      <EditFacts
        user={user}
        close={() => setIsEditing(false)}
        onChanged={() => {
          setIsEditing(false);
          onChanged();
        }}
      />
    );
  }
  return (
    <>
      <FactList user={user} me={me} />
      {hasPermission(me, "accounts.manage_people") ? (
        <button type="button" onClick={() => setIsEditing(true)}>
          {words.form.edit}
        </button>
      ) : null}
      {hasPermission(me, "accounts.view_onboarding") && user.role === "student" ? (
        <Section title={texts.facts.onboarding}>
          <Onboarding id={user.id} />
        </Section>
      ) : null}
    </>
  );
}

function FactList({ user, me }: { user: User; me: Person }) {
  const words = useWords();
  const { facts: texts, noSuch } = pupilsWords.use();
  const verified = user.phone_verified_at ? ` (${texts.verified})` : "";
  const child = user.child_profile;
  const profile = user.student_profile;
  const rows: [string, preact.ComponentChildren][] = [
    [texts.phone, user.phone ? [<a href={`tel:${user.phone}`}>{formatPhone(user.phone)}</a>, verified] : noSuch],
    ...(user.email ? [[texts.email, user.email] as [string, string]] : []),
    [
      texts.birthDate,
      user.birth_date
        ? `${formatDate(user.birth_date, me.zone, words)} (${texts.years(getAge(user.birth_date, toIsoDay(Date.now(), me.zone)))})`
        : noSuch,
    ],
    ...(user.patronymic ? [[texts.patronymic, user.patronymic] as [string, string]] : []),
    [texts.language, texts.languages[user.locale]],
    ...(profile?.institution ? [[texts.school, profile.institution.name] as [string, string]] : []),
    ...(profile?.education ? [[texts.education, profile.education] as [string, string]] : []),
    ...(child
      ? [[texts.code, child.has_pictures ? child.code : `${child.code} · ${texts.noPictures}`] as [string, string]]
      : []),
    [texts.signedIn, user.last_login ? formatDayTime(user.last_login, me.zone, words) : texts.never],
    [texts.created, formatDate(toIsoDay(user.created_at, me.zone), me.zone, words)],
  ];
  return (
    <dl class="facts">
      {rows.map(([term, value]) => (
        <>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

function getAge(birthDate: string, today: string): number {
  return Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (today.slice(5) < birthDate.slice(5) ? 1 : 0);
}

/** Schools by name. */
const findInstitutions: FindPicks = async (typed) => {
  const query = { page_size: 12, ...(typed ? { search: typed } : {}) };
  const { results } = await talim.api.get("/auth/institutions/", { query });
  return results.map(({ id, name, city }) => ({ id, label: name, detail: city }));
};

function toValues(user: User) {
  const school = user.student_profile?.institution;
  return {
    first_name: user.first_name,
    last_name: user.last_name,
    patronymic: user.patronymic,
    phone: user.phone ?? "",
    email: user.email ?? "",
    birth_date: user.birth_date ?? "",
    locale: user.locale as string,
    counts_as_adult: user.counts_as_adult,
    school: (school ? { id: school.id, label: school.name } : null) as Pick | null,
    education: user.student_profile?.education ?? "",
    branches: user.branches,
  };
}

type FactValues = ReturnType<typeof toValues>;

/** What has to be sent to come from the one to the other. */
function getChanges(from: FactValues, to: FactValues): Record<string, unknown> {
  const differs = (name: keyof FactValues) => JSON.stringify(from[name]) !== JSON.stringify(to[name]);
  const plain = (["first_name", "last_name", "patronymic", "locale", "counts_as_adult", "branches"] as const).filter(
    differs,
  );
  const nullable = (["phone", "email", "birth_date"] as const).filter(differs);
  const profile = {
    ...(differs("school") ? { institution: to.school?.id ?? null } : {}),
    ...(differs("education") ? { education: to.education } : {}),
  };
  return {
    ...Object.fromEntries(plain.map((name) => [name, to[name]])),
    ...Object.fromEntries(nullable.map((name) => [name, to[name].trim() || null])),
    ...(Object.keys(profile).length ? { student_profile: profile } : {}),
  };
}

function EditFacts({ user, close, onChanged }: { user: User; close: () => void; onChanged: () => void }) {
  const words = useWords();
  const { facts: texts } = pupilsWords.use();
  const initial = toValues(user);
  const save = (from: FactValues, to: FactValues) =>
    talim.api.patch("/auth/users/{id}/", { path: { id: user.id }, body: getChanges(from, to) });
  const form = useForm({
    initial,
    draft: `person ${user.id}`,
    send: (values) => save(initial, values),
    onDone: () => {
      const sent = form.values;
      showNotice(words.form.saved, {
        label: words.form.undo,
        run: () => void save(sent, initial).then(() => (showNotice(words.form.undone), onChanged())),
      });
      onChanged();
    },
  });
  const places = useBranches("all");
  return (
    <Form of={form} word={words.form.save} close={close} label={texts.title}>
      <FieldRow>
        <TextField of={form} name="first_name" label={texts.firstName} maxLength={80} required />
        <TextField of={form} name="last_name" label={texts.lastName} maxLength={80} />
      </FieldRow>
      <FieldRow>
        <TextField of={form} name="patronymic" label={texts.patronymic} maxLength={80} />
        <DateField of={form} name="birth_date" label={texts.birthDate} />
      </FieldRow>
      <FieldRow>
        <PhoneField of={form} name="phone" label={texts.phone} />
        <TextField of={form} name="email" label={texts.email} type="email" inputMode="email" maxLength={254} />
      </FieldRow>
      <SelectField
        of={form}
        name="locale"
        label={texts.language}
        options={Object.entries(texts.languages).map(([value, label]) => ({ value, label }))}
        required
      />
      {user.role === "student" ? (
        <>
          <FieldRow>
            <PickField of={form} name="school" label={texts.school} find={findInstitutions} />
            <TextField of={form} name="education" label={texts.education} />
          </FieldRow>
          <CheckField of={form} name="counts_as_adult" label={texts.adult} hint={texts.adultHelp} />
        </>
      ) : null}
      {places.length > 1 ? (
        <ChecksField
          of={form}
          name="branches"
          label={texts.branches}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
    </Form>
  );
}

function Onboarding({ id }: { id: string }) {
  const { facts: texts } = pupilsWords.use();
  const answers = useLoad(() => talim.api.get("/auth/users/{id}/onboarding/", { path: { id } }), [id]);
  return (
    <Loading of={answers}>
      {({ questions }) =>
        questions.length ? (
          <dl class="facts">
            {questions.map((question) => {
              const chosen = question.choices.find(({ value }) => value === question.answer);
              return (
                <>
                  <dt>{question.text[getLanguage()]}</dt>
                  <dd>{chosen?.text[getLanguage()] ?? question.answer ?? texts.noAnswer}</dd>
                </>
              );
            })}
          </dl>
        ) : (
          <p class="empty">{texts.noQuestions}</p>
        )
      }
    </Loading>
  );
}
