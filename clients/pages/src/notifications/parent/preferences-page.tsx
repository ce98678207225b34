/** Which messages the user wants, on which channel, and when. */

import { useState } from "preact/hooks";
import { PushSwitch } from "../push/switch.tsx";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { CHANNELS, findObstacle, GROUPS, type MessageLine, type Preferences } from "./preferences.ts";
import { nameObstacle, WishGroup } from "./wish-group.tsx";

export function PreferencesPage() {
  const words = useWords();
  const preferences = useLoad(() => talim.api.get("/notifications/preferences/me/"), []);
  return (
    <>
      <p>
        <Link to="messages">← {words.messages.title}</Link>
      </p>
      <h1>{words.nav.wishes}</h1>
      <PushSwitch />
      <Loading of={preferences}>
        {(loadedPreferences) => (
          <>
            <Obstacles lines={loadedPreferences.types} />
            <PreferencesForm preferences={loadedPreferences} onSaved={preferences.replace} />
            {loadedPreferences.telegram === "off" ? null : <TelegramLink state={loadedPreferences.telegram} />}
          </>
        )}
      </Loading>
    </>
  );
}

/** The channels that bring the user nothing: why, and where that is mended. */
function Obstacles({ lines }: { lines: MessageLine[] }) {
  const texts = useWords().parent;
  const closed = CHANNELS.flatMap((channel) => {
    const obstacle = findObstacle(lines, channel);
    return obstacle ? [{ channel, obstacle }] : [];
  });
  if (!closed.length) return null;
  return (
    <section aria-labelledby="closed">
      <h2 id="closed">{texts.noWays}</h2>
      <ul>
        {closed.map(({ channel, obstacle }) => (
          <li key={channel}>
            {texts.channel[channel]}: {nameObstacle(channel, obstacle, texts)}.{" "}
            {obstacle === "not_set_up" ? null : channel === "sms" ? (
              <Link to="account?phone">{texts.mend.sms}</Link>
            ) : channel === "email" ? (
              <Link to="account?email">{texts.mend.email}</Link>
            ) : channel === "telegram" ? (
              <a href="#telegram">{texts.mend.telegram}</a>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PreferencesForm({
  preferences: initial,
  onSaved,
}: {
  preferences: Preferences;
  onSaved: (value: Preferences) => void;
}) {
  const words = useWords();
  const texts = words.parent;
  const [edited, setEdited] = useState(initial.preferences);
  const [digest, setDigest] = useState(initial.digest);
  const hasOwnHours = initial.own_times.quiet_from !== null || initial.own_times.quiet_until !== null;
  const [hoursOf, setHoursOf] = useState<"centre" | "own">(hasOwnHours ? "own" : "centre");
  const [from, setFrom] = useState(initial.quiet_from);
  const [until, setUntil] = useState(initial.quiet_until);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  /** The API does not return the centre's hours once the user has own ones. */
  const hours: [string, string] | null =
    hoursOf === "own" ? [from, until] : hasOwnHours ? null : [initial.quiet_from, initial.quiet_until];
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const quiet =
      hoursOf === "own" ? { quiet_from: from, quiet_until: until } : { quiet_from: null, quiet_until: null };
    const body = { preferences: edited, ...quiet, digest, digest_at: initial.own_times.digest_at };
    try {
      onSaved(await talim.api.put("/notifications/preferences/me/", { body }));
      showNotice(texts.saved);
    } catch (reason) {
      setError(() => reason);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      {GROUPS.map((group) => (
        <WishGroup
          key={group}
          title={texts.groups[group]}
          lines={initial.types.filter((line) => line.group === group)}
          edited={edited}
          edit={setEdited}
        />
      ))}
      <h2>{texts.when}</h2>
      <Choice label={texts.when} options={texts.digest} chosen={digest} choose={setDigest} />
      <h2>{texts.quiet}</h2>
      <Choice label={texts.quiet} options={texts.quietOf} chosen={hoursOf} choose={setHoursOf} />
      {hours ? <p class="quiet">{texts.quietHelp(...hours, initial.zone)}</p> : null}
      {hoursOf === "own" ? (
        <div class="pair">
          <div>
            <label for="from">{texts.quietFrom}</label>
            <input
              id="from"
              type="time"
              required
              value={from}
              onInput={(event) => setFrom(event.currentTarget.value)}
            />
          </div>
          <div>
            <label for="until">{texts.quietUntil}</label>
            <input
              id="until"
              type="time"
              required
              value={until}
              onInput={(event) => setUntil(event.currentTarget.value)}
            />
          </div>
        </div>
      ) : null}
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : texts.save}
      </button>
    </form>
  );
}

/** The link to the centre's bot. The password proves that nobody else holds the phone. */
export function TelegramLink({ state }: { state: Preferences["telegram"] }) {
  const words = useWords();
  const [url, setUrl] = useState("");
  const form = useForm({
    initial: { password: "" },
    send: (body) => talim.api.post("/notifications/telegram/link/", { body }),
    onDone: (link) => setUrl(link.url),
  });
  return (
    <section aria-labelledby="telegram">
      <h2 id="telegram">Telegram</h2>
      <p>
        {state === "off"
          ? words.parent.telegramOff
          : state === "linked"
            ? words.parent.telegramLinked
            : words.parent.telegram}
      </p>
      {state !== "unlinked" ? null : url ? (
        <p role="status">
          <a href={url} target="_blank" rel="noopener noreferrer">
            {words.parent.openTelegram}
          </a>
        </p>
      ) : (
        <Form of={form} word={words.parent.link} label="Telegram">
          <TextField
            of={form}
            name="password"
            label={words.signIn.password}
            type="password"
            autocomplete="current-password"
            maxLength={256}
            required
          />
        </Form>
      )}
    </section>
  );
}
