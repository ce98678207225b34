/** All settings of the centre, group by group; a change says which version it was made on. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { fetchCentre } from "../../centre.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { CheckField, ChecksField, DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup, Form } from "../../ui/form/form.tsx";
import { MoneyField, NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm, type FormState, type Values } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { centreWords } from "./words/index.ts";
import { liveWords } from "../../lessons/live/words/index.ts";
import { settingsWords } from "../words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Look } from "./look.tsx";
import { SETTING_GROUPS, type SettingKind } from "./setting-groups.ts";

type Settings = Answer<"/settings/system/", "get">;
type Group = keyof typeof SETTING_GROUPS;

const LIVE_PROVIDERS = ["", "zoom", "meet", "bigbluebutton", "jitsi", "jaas"];
const CURRENCIES = ["UZS", "USD", "EUR", "RUB", "KZT"];
const LANGUAGE_OPTIONS = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));

export function SettingsPage({ me }: PageProps) {
  const words = useWords();
  const { groups } = settingsWords.use();
  const [changes, setChanges] = useState(0);
  const settings = useLoad(() => talim.api.get("/settings/system/"), [changes]);
  const saved = () => {
    showNotice(words.form.saved);
    void fetchCentre(true).catch(() => undefined);
    setChanges((n) => n + 1);
  };
  return (
    <>
      <h1>{words.office.nav.pages.settings}</h1>
      <Loading of={settings}>
        {(all) => (
          <div class="settings">
            <details key={`look ${all.version}`} open>
              <summary>{groups.look}</summary>
              <Look settings={all} readOnly={!hasPermission(me, "settings.change")} onSaved={saved} />
            </details>
            {(Object.keys(SETTING_GROUPS) as Group[]).map((group) => (
              <details key={`${group} ${all.version}`} open={group === "centre"}>
                <summary>{groups[group]}</summary>
                <GroupForm
                  group={group}
                  settings={all}
                  readOnly={!hasPermission(me, "settings.change")}
                  onSaved={saved}
                />
              </details>
            ))}
          </div>
        )}
      </Loading>
    </>
  );
}

interface GroupProps {
  group: Group;
  settings: Settings;
  readOnly: boolean;
  onSaved: () => void;
}

function GroupForm({ group, settings, readOnly, onSaved }: GroupProps) {
  const words = useWords();
  const texts = settingsWords.use();
  const names = Object.entries(SETTING_GROUPS[group]) as [keyof typeof texts.settings, SettingKind][];
  const initial = Object.fromEntries(names.map(([name]) => [name, settings[name]])) as Values;
  const form = useForm<Values, Settings>({
    initial,
    send: (values) => {
      const changed = Object.entries(values).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(initial[name]),
      );
      return talim.api.put("/settings/system/", {
        body: { ...Object.fromEntries(changed), version: settings.version },
      });
    },
    onDone: onSaved,
  });
  const fields = names.map(([name, kind]) => (
    <SettingField
      key={name}
      of={form}
      name={name}
      kind={kind}
      label={texts.settings[name]}
      currency={settings.currency}
    />
  ));
  if (readOnly) return <fieldset disabled>{fields}</fieldset>;
  return (
    <Form of={form} word={words.form.save} label={texts.groups[group]} here={{ conflict: words.form.changed }}>
      {fields}
    </Form>
  );
}

interface SettingFieldProps {
  of: FormState<Values>;
  name: string;
  kind: SettingKind;
  label: string;
  currency: string;
}

function SettingField({ kind, currency, ...field }: SettingFieldProps) {
  const words = useWords();
  const live = liveWords.use();
  switch (kind) {
    case "switch":
      return <CheckField {...field} />;
    case "text":
      return <TextField {...field} maxLength={300} />;
    case "time":
      return <DateField {...field} time />;
    case "money":
      return <MoneyField {...field} currency={currency} />;
    case "language":
      return <SelectField {...field} options={LANGUAGE_OPTIONS} required />;
    case "languages":
      return <ChecksField {...field} options={LANGUAGE_OPTIONS} required />;
    case "currency":
      return (
        <SelectField
          {...field}
          options={CURRENCIES.map((value) => ({ value, label: words.currency[value] ?? value }))}
          required
        />
      );
    case "limits":
      return <LimitFields {...field} />;
    case "live":
      return (
        <SelectField
          {...field}
          options={LIVE_PROVIDERS.map((value) => ({ value, label: live.providers[value] ?? live.chosenEachTime }))}
        />
      );
    default:
      return <NumberField {...field} />;
  }
}

/** An amount for each currency; a currency without one has no limit. */
function LimitFields({ of: form, name, label }: Omit<SettingFieldProps, "kind" | "currency">) {
  const words = useWords();
  const texts = centreWords.use();
  const limits = form.values[name] as Record<string, number>;
  const view: FormState<Values> = {
    ...form,
    values: limits,
    set: (currency, amount) => {
      const { [currency]: _, ...others } = limits;
      form.set(name, amount === null ? others : { ...others, [currency]: amount });
    },
    require: () => {},
  };
  return (
    <FieldGroup title={label}>
      <p class="quiet">{texts.noLimit}</p>
      <div class="field-row">
        {CURRENCIES.map((currency) => (
          <MoneyField
            key={currency}
            of={view}
            name={currency}
            label={texts.limitOf(words.currency[currency] ?? currency)}
            currency={currency}
          />
        ))}
      </div>
      {form.errors[name] ? <p class="wrong">{form.errors[name]}</p> : null}
    </FieldGroup>
  );
}
