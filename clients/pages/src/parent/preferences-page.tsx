/** Which messages one wants, by which way, and when. */

import { useState } from "preact/hooks";
import { PushSwitch } from "../push/switch.tsx";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { CHANNELS, isEnabled, setPreference, type Preferences } from "./preferences.ts";

export function PreferencesPage() {
  const words = useWords();
  const preferences = useLoad(() => talim.api.get("/notifications/preferences/me/"), []);
  return (
    <>
      <p>
        <Link to="messages">← {words.messages.title}</Link>
      </p>
      <h1>{words.parent.wishes}</h1>
      <PushSwitch />
      <Loading of={preferences}>{(loadedPreferences) => <PreferencesForm preferences={loadedPreferences} put={preferences.replace} />}</Loading>
      <TelegramLink />
    </>
  );
}

function PreferencesForm({ preferences: initial, put }: { preferences: Preferences; put: (value: Preferences) => void }) {
  const words = useWords();
  const w = words.parent;
  const [edited, say] = useState(initial.preferences);
  const [digest, choose] = useState(initial.digest);
  const saidHours = initial.own_times.quiet_from !== null || initial.own_times.quiet_until !== null;
  const [whose, decide] = useState<"centre" | "own">(saidHours ? "own" : "centre");
  const [from, begin] = useState(initial.quiet_from);
  const [until, end] = useState(initial.quiet_until);
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  /** The centre's are not known to who says hours of their own. */
  const hours: [string, string] | null =
    whose === "own" ? [from, until] : saidHours ? null : [initial.quiet_from, initial.quiet_until];
  const used = CHANNELS.filter((channel) =>
    initial.types.some((line) => line.channels.some((cell) => cell.channel === channel && cell.offered)),
  );
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    wait(true);
    fail(undefined);
    const quiet = whose === "own" ? { quiet_from: from, quiet_until: until } : { quiet_from: null, quiet_until: null };
    const body = { preferences: edited, ...quiet, digest, digest_at: initial.own_times.digest_at };
    try {
      put(await talim.api.put("/notifications/preferences/me/", { body }));
      showNotice(w.saved);
    } catch (reason) {
      fail(() => reason);
    }
    wait(false);
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <div class="wide" role="region" aria-label={w.wishes} tabIndex={0}>
        <table class="wishes">
          <thead>
            <tr>
              <th scope="col">{w.message}</th>
              {used.map((channel) => (
                <th scope="col" key={channel}>
                  {w.channel[channel]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {initial.types.map((line) => (
              <tr key={line.type}>
                <th scope="row">{line.title}</th>
                {used.map((channel) => {
                  const cell = line.channels.find((other) => other.channel === channel);
                  if (!cell?.offered) return <td key={channel}>–</td>;
                  return (
                    <td key={channel}>
                      <label class="tick">
                        <input
                          type="checkbox"
                          checked={isEnabled(line.type, cell, edited)}
                          disabled={cell.fixed}
                          onChange={(event) => say(setPreference(line.type, cell, event.currentTarget.checked, edited))}
                        />
                        <span class="unseen">{`${line.title}: ${w.channel[channel]}`}</span>
                      </label>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{w.when}</h2>
      <Choice label={w.when} options={w.digest} chosen={digest} choose={choose} />
      <h2>{w.quiet}</h2>
      <Choice label={w.quiet} options={w.quietOf} chosen={whose} choose={decide} />
      {hours ? <p class="quiet">{w.quietHelp(...hours)}</p> : null}
      {whose === "own" ? (
        <div class="pair">
          <div>
            <label for="from">{w.quietFrom}</label>
            <input id="from" type="time" required value={from} onInput={(event) => begin(event.currentTarget.value)} />
          </div>
          <div>
            <label for="until">{w.quietUntil}</label>
            <input id="until" type="time" required value={until} onInput={(event) => end(event.currentTarget.value)} />
          </div>
        </div>
      ) : null}
      {error ? <Problem error={error} /> : null}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : w.save}
      </button>
    </form>
  );
}

/** The way to the centre's bot; the password shows that nobody else holds the phone. */
function TelegramLink() {
  const words = useWords();
  const [error, fail] = useState<unknown>();
  const [url, setUrl] = useState("");
  const ask = (event: SubmitEvent) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget as HTMLFormElement).get("password"));
    fail(undefined);
    void talim.api.post("/notifications/telegram/link/", { body: { password } }).then(
      (link) => setUrl(link.url),
      (reason: unknown) => fail(() => reason),
    );
  };
  return (
    <section aria-labelledby="telegram">
      <h2 id="telegram">Telegram</h2>
      <p>{words.parent.telegram}</p>
      {url ? (
        <p role="status">
          <a href={url} target="_blank" rel="noopener noreferrer">
            {words.parent.openTelegram}
          </a>
        </p>
      ) : (
        <form onSubmit={ask}>
          <label for="password">{words.signIn.password}</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
          {error ? <Problem error={error} /> : null}
          <button type="submit">{words.parent.link}</button>
        </form>
      )}
    </section>
  );
}
