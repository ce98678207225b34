/** A new announcement: its form, then whom it reaches and what it costs, then it is sent. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { useCentre } from "../../centre.ts";
import { formatDayTime, formatMoney, getDayStart, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ChecksField, ChoiceField, DateField, SelectField, type Option } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type FindPicks, type Pick } from "../../ui/form/pick-field.tsx";
import { findCourses, findGroups } from "../../ui/form/picks.ts";
import { EMPTY_TRANSLATED, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { useWords, type Words } from "../../words/index.ts";
import type { MessagesWords } from "./words/en.ts";
import { messagesWords } from "./words/index.ts";
import { fetchBranches } from "../../office/branches.ts";
import { hasPermission } from "../../office/permissions.ts";

type Estimate = Answer<"/notifications/announcements/preview/", "post">;
type Channel = "telegram" | "sms" | "email" | "push";

const ROLES = ["student", "parent", "teacher", "manager"] as const;
const CHANNELS: Channel[] = ["telegram", "sms", "email", "push"];

/** An interface would have no index of its own. */
type Fields = {
  scope: "group" | "course" | "branch" | "role";
  object: Pick | null;
  role: string;
  audience: string[];
  title: Translated;
  text: Translated;
  channels: string[];
  when: string;
  day: string;
  time: string;
};

const EMPTY: Fields = {
  scope: "group",
  object: null,
  role: "student",
  audience: ["pupils", "parents"],
  title: EMPTY_TRANSLATED,
  text: EMPTY_TRANSLATED,
  channels: [],
  when: "now",
  day: "",
  time: "09:00",
};

const findBranches: FindPicks = async () => {
  const branches = await fetchBranches("all");
  return branches.map(({ id, name }) => ({ id, label: name }));
};

function buildBody(values: Fields, zone: string) {
  const [hours = 0, minutes = 0] = values.time.split(":").map(Number);
  const at = values.day
    ? new Date(getDayStart(values.day, zone) + (hours * 60 + minutes) * 60_000).toISOString()
    : null;
  const isRole = values.scope === "role";
  return {
    scope: values.scope,
    object_id: isRole ? null : (values.object?.id ?? null),
    role: isRole ? (values.role as (typeof ROLES)[number]) : null,
    audience: (isRole ? ["pupils"] : values.audience) as ("pupils" | "parents")[],
    title: values.title,
    text: values.text,
    channels: values.channels as Channel[],
    send_at: values.when === "later" ? at : null,
  };
}

const toOptions = (names: Record<string, string>, only = Object.keys(names)): Option[] =>
  only.map((value) => ({ value, label: names[value] ?? value }));

interface AnnouncementProps {
  me: Person;
  /** The one group that it goes to; without it the form asks. */
  group?: Pick;
  onSent: (text: string) => void;
  close: () => void;
}

/** The channels that this person may use besides the app, and that the centre has. */
function useChannels(me: Person): Channel[] {
  const preferences = useLoad(() => talim.api.get("/notifications/preferences/me/"), []);
  const hasTelegram = preferences.value !== undefined && preferences.value.telegram !== "off";
  return CHANNELS.filter((name) => name !== "telegram" || hasTelegram).filter((name) =>
    hasPermission(me, name === "sms" ? "announcements.send_sms" : "announcements.send_outside"),
  );
}

export function AnnouncementForm({ me, group, onSent, close }: AnnouncementProps) {
  const words = useWords();
  const texts = messagesWords.use();
  const [estimate, setEstimate] = useState<Estimate | undefined>();
  const form = useForm<Fields, Estimate>({
    initial: { ...EMPTY, object: group ?? null },
    draft: group ? `announcement ${group.id}` : "announcement",
    send: (values) => talim.api.post("/notifications/announcements/preview/", { body: buildBody(values, me.zone) }),
    onDone: setEstimate,
    keepDraft: true,
  });
  const channels = useChannels(me);
  const { scope, when } = form.values;
  const finders: Record<string, FindPicks> = { group: findGroups, course: findCourses, branch: findBranches };
  const later = when === "later";
  return (
    <>
      <Form of={form} word={texts.preview} label={texts.newAnnouncement} close={close}>
        {!group && hasPermission(me, "announcements.send_wide") ? (
          <ChoiceField of={form} name="scope" label={texts.to} options={toOptions(texts.scope)} required />
        ) : null}
        {scope === "role" ? (
          <SelectField
            of={form}
            name="role"
            label={texts.scope["role"] ?? ""}
            options={toOptions(texts.roles, [...ROLES])}
            required
          />
        ) : (
          <>
            {group ? null : (
              <PickField
                key={scope}
                of={form}
                name="object"
                label={texts.scope[scope] ?? ""}
                find={finders[scope] ?? findGroups}
                required
              />
            )}
            <ChecksField
              of={form}
              name="audience"
              label={texts.audience}
              options={toOptions(texts.audiences)}
              required
            />
          </>
        )}
        <TranslatedField of={form} name="title" label={texts.title} maxLength={120} required />
        <TranslatedField of={form} name="text" label={texts.text} rows={4} maxLength={2000} required />
        <ChecksField of={form} name="channels" label={texts.alsoBy} options={toOptions(texts.channels, channels)} />
        <ChoiceField
          of={form}
          name="when"
          label={texts.when}
          options={toOptions({ now: texts.now, later: texts.later })}
          required
        />
        {later ? (
          <FieldRow>
            <DateField of={form} name="day" label={texts.day} min={toIsoDay(Date.now(), me.zone)} required />
            <DateField of={form} name="time" label={texts.time} time required />
          </FieldRow>
        ) : null}
      </Form>
      {estimate ? (
        <Dialog label={texts.preview} close={() => setEstimate(undefined)}>
          <EstimateView estimate={estimate} me={me} />
          <div class="buttons">
            <ActButton
              word={later ? texts.schedule : texts.send}
              class="main"
              act={(key) =>
                talim.api.post("/notifications/announcements/", {
                  body: buildBody(form.values, me.zone),
                  idempotencyKey: key,
                })
              }
              onDone={() => {
                form.reset();
                onSent(later ? texts.scheduled : (tellWait(estimate, me, words, texts) ?? texts.sent));
              }}
            />
            <CloseButton close={() => setEstimate(undefined)} />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

function CloseButton({ close }: { close: () => void }) {
  const words = useWords();
  return (
    <button type="button" class="plain" onClick={close}>
      {words.cancel}
    </button>
  );
}

/** At night what goes outside the app waits for the morning. */
function tellWait(
  { channels, waits_until: until }: Estimate,
  me: Person,
  words: Words,
  texts: MessagesWords,
): string | undefined {
  return until && Object.keys(channels).length > 1 ? texts.waits(formatDayTime(until, me.zone, words)) : undefined;
}

function EstimateView({ estimate, me }: { estimate: Estimate; me: Person }) {
  const centre = useCentre();
  const words = useWords();
  const texts = messagesWords.use();
  const wait = tellWait(estimate, me, words, texts);
  const money = (amount: number) => formatMoney({ amount, currency: centre?.currency ?? "UZS" }, words);
  return (
    <>
      <p>
        <strong>{texts.reaches(estimate.people)}</strong>
      </p>
      <p class="quiet">
        {Object.entries(estimate.channels)
          .map(([name, n]) => texts.by(texts.channels[name] ?? name, n))
          .join(" · ")}
      </p>
      {wait ? <p>{wait}</p> : null}
      {estimate.sms_parts ? (
        <>
          <p>{texts.smsPrice(estimate.sms_parts, money(estimate.sms_price))}</p>
          <p class="quiet">{texts.smsBudget(money(estimate.sms_spent), money(estimate.sms_budget))}</p>
          {estimate.within_budget ? null : <p class="wrong">{texts.overBudget}</p>}
        </>
      ) : null}
    </>
  );
}
