/** The first-run page: it sets up a new centre, while no user exists, and signs its administrator in. */

import { ApiError, type Answer } from "@talim/client";
import { useEffect, useRef, useState } from "preact/hooks";
import { clearHash, readHashValue } from "../../accounts/entry/link-token.ts";
import { useFormRequest } from "../../accounts/entry/form-request.ts";
import { PasswordField } from "../../accounts/entry/sign-in.tsx";
import { replacePage } from "../../router.tsx";
import { completeSignIn, talim } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { firstRun as en } from "./words/en.ts";
import { firstRun as ru } from "./words/ru.ts";
import { firstRun as uz } from "./words/uz.ts";
import { getLanguage, LANGUAGES, useWords } from "../../words/index.ts";
import { Check, ErrorText, Field, FieldErrors, Select } from "./fields.tsx";
import { buildFirstRun, toFormFields } from "./form-values.ts";

type Choices = Answer<"/settings/first-run/", "get">;

const TEXTS = { en, ru, uz };
const CODE_COMMAND = "manage.py first_run_code";
const DEFAULTS = { language: "uz", currency: "UZS" };
/** Those for which a centre decides whether the lesson is paid for. */
const MISSED = ["absent", "excused"];
const ROOMS = 3;

export function FirstRunPage() {
  const choices = useLoad(() => talim.api.get("/settings/first-run/"), []);
  if (isOver(choices.error)) return <Over />;
  return <Loading of={choices}>{(value) => <FirstRunForm choices={value} />}</Loading>;
}

/** Whether another administrator was faster. */
function isOver(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

function Over() {
  const words = useWords();
  return (
    <>
      <p role="status">{TEXTS[getLanguage()].over}</p>
      <p>
        <a href="/app/">{words.entry.toSignIn}</a>
      </p>
    </>
  );
}

function FirstRunForm({ choices }: { choices: Choices }) {
  const words = useWords();
  const texts = TEXTS[getLanguage()];
  const { error, busy, run } = useFormRequest();
  const [fieldErrors, setFieldErrors] = useState<Record<string, string>>({});
  const [currency, setCurrency] = useState(DEFAULTS.currency);
  const [code] = useState(() => readHashValue("code"));
  const page = useRef<HTMLFormElement>(null);
  useEffect(() => {
    page.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [fieldErrors]);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setFieldErrors({});
    run(async () => {
      try {
        const answer = await talim.api.post("/settings/first-run/", { body: buildFirstRun(form, getLanguage()) });
        clearHash();
        replacePage("start");
        await completeSignIn(talim.session.begin(answer));
      } catch (reason) {
        if (!(reason instanceof ApiError) || reason.code !== "invalid") throw reason;
        setFieldErrors(toFormFields(reason.fields, form, texts.priceHelp));
      }
    });
  };
  if (isOver(error)) return <Over />;
  return (
    <FieldErrors.Provider value={fieldErrors}>
      <form ref={page} class="first-run" onSubmit={send}>
        <p>{texts.help}</p>
        <Field name="code" label={texts.code} value={code} required maxLength={40} autocomplete="off" />
        <p class="small quiet">
          {texts.codeHelp} <code>{CODE_COMMAND}</code>
        </p>
        <CentreFields choices={choices} onCurrency={setCurrency} />
        <Rooms />
        <Courses levels={choices.levels} currency={words.currency[currency] ?? currency} />
        <Statuses statuses={choices.statuses} />
        <fieldset>
          <legend>{texts.you}</legend>
          <p>{texts.youHelp}</p>
          <Field name="first" label={words.entry.firstName} required maxLength={80} autocomplete="given-name" />
          <Field name="last" label={words.entry.lastName} maxLength={80} autocomplete="family-name" />
          <Field name="login" label={words.signIn.login} required maxLength={254} autocomplete="username" />
          <PasswordField label={texts.password} use="new-password" />
          <ErrorText name="password" />
        </fieldset>
        {Object.keys(fieldErrors).length ? (
          <p class="notice bad" role="alert">
            {texts.wrong}
          </p>
        ) : null}
        {error ? <Problem error={error} /> : null}
        <button type="submit" class="main" disabled={busy}>
          {busy ? words.loading : texts.go}
        </button>
      </form>
    </FieldErrors.Provider>
  );
}

function CentreFields({ choices, onCurrency }: { choices: Choices; onCurrency: (currency: string) => void }) {
  const words = useWords();
  const texts = TEXTS[getLanguage()];
  const currencies = choices.currencies.map((code): [string, string] => [code, words.currency[code] ?? code]);
  return (
    <fieldset>
      <legend>{texts.centre}</legend>
      <Field name="centre_name" label={texts.centreName} required maxLength={120} autocomplete="organization" />
      <Field name="branch.name" label={texts.branch} required maxLength={120} />
      <Field name="branch.address" label={texts.address} maxLength={300} autocomplete="street-address" />
      <Field name="branch.zone" label={texts.zone} value={choices.zone} required maxLength={64} list="zones" />
      <datalist id="zones">
        {listTimeZones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <fieldset>
        <legend>{texts.languages}</legend>
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <Check key={language} name="languages" value={language} label={name} checked lang={language} />
        ))}
        <ErrorText name="languages" />
      </fieldset>
      <Select
        name="default_language"
        label={texts.defaultLanguage}
        options={Object.entries(LANGUAGES)}
        chosen={DEFAULTS.language}
      />
      <Select
        name="currency"
        label={texts.currency}
        options={currencies}
        chosen={DEFAULTS.currency}
        onChoose={onCurrency}
      />
    </fieldset>
  );
}

/** All that the browser knows; older ones know none, and the field takes what is typed. */
function listTimeZones(): string[] {
  const known = Intl as { supportedValuesOf?: (key: "timeZone") => string[] };
  return known.supportedValuesOf?.("timeZone") ?? [];
}

function Rooms() {
  const texts = TEXTS[getLanguage()];
  const [count, setCount] = useState(ROOMS);
  return (
    <fieldset>
      <legend>{texts.rooms}</legend>
      <p>{texts.roomsHelp}</p>
      {Array.from({ length: count }, (_none, row) => (
        <div key={row} class="pair">
          <Field name={`rooms.${row}.name`} label={texts.room(row + 1)} maxLength={80} />
          <Field name={`rooms.${row}.seats`} label={texts.seats(row + 1)} type="number" min={1} max={1000} />
        </div>
      ))}
      <button type="button" disabled={count >= 50} onClick={() => setCount(count + 1)}>
        {texts.moreRooms}
      </button>
    </fieldset>
  );
}

function Courses({ levels, currency }: { levels: string[]; currency: string }) {
  const texts = TEXTS[getLanguage()];
  const [count, setCount] = useState(1);
  const options = [["", texts.noLevel], ...levels.map((level) => [level, level])] as [string, string][];
  return (
    <fieldset>
      <legend>{texts.prices}</legend>
      <p>{texts.pricesHelp}</p>
      {Array.from({ length: count }, (_none, row) => (
        <div key={row}>
          <Field name={`courses.${row}.title`} label={texts.course(row + 1)} maxLength={200} />
          <div class="pair">
            <Select name={`courses.${row}.level`} label={texts.level(row + 1)} options={options} chosen="" />
            <Field
              name={`courses.${row}.price`}
              label={texts.price(row + 1, currency)}
              inputMode="numeric"
              maxLength={17}
            />
          </div>
        </div>
      ))}
      <button type="button" disabled={count >= 50} onClick={() => setCount(count + 1)}>
        {texts.moreCourses}
      </button>
    </fieldset>
  );
}

function Statuses({ statuses }: { statuses: Choices["statuses"] }) {
  const language = getLanguage();
  const texts = TEXTS[language];
  return (
    <fieldset>
      <legend>{texts.statuses}</legend>
      <p>{texts.statusesHelp}</p>
      {statuses.map(({ code, name, charged }) => (
        <Status key={code} code={code} name={name[language] ?? code} charged={charged} />
      ))}
    </fieldset>
  );
}

function Status({ code, name, charged }: { code: string; name: string; charged: boolean }) {
  const texts = TEXTS[getLanguage()];
  return (
    <div>
      <input type="hidden" name="status" value={code} />
      <Field
        key={getLanguage()}
        name={`status.${code}`}
        label={texts.statusName(name)}
        value={name}
        required
        maxLength={200}
      />
      {MISSED.includes(code) ? (
        <Check name="charged" value={code} label={texts.charged(name)} checked={charged} />
      ) : null}
      {!MISSED.includes(code) && charged ? <input type="hidden" name="charged" value={code} /> : null}
    </div>
  );
}
