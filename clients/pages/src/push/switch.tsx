/** The switch for messages on this device, where there can be any. */

import { useEffect, useState } from "preact/hooks";
import { describeError } from "../errors.ts";
import { useStore } from "../store.ts";
import { useWords } from "../words/index.ts";
import { refreshPushState, pushState, disablePush, enablePush } from "./push.ts";

export function PushSwitch() {
  const words = useWords();
  const w = words.push;
  const now = useStore(pushState);
  const [failed, fail] = useState("");
  const [busy, wait] = useState(false);
  useEffect(() => void refreshPushState().catch(() => undefined), []);
  const turn = async () => {
    wait(true);
    fail("");
    if (now === "on") await disablePush().catch((error: unknown) => fail(describeError(error, words).text));
    else await enablePush().catch(() => fail(w.failed));
    wait(false);
  };
  if (now === "unknown" || now === "never") return null;
  return (
    <section aria-labelledby="this-device">
      <h2 id="this-device">{w.device}</h2>
      <p class="quiet">{now === "barred" ? w.barred : w.help}</p>
      {now === "barred" ? null : (
        <label class="switch">
          <input type="checkbox" role="switch" checked={now === "on"} disabled={busy} onChange={() => void turn()} />
          {w.show}
        </label>
      )}
      {failed ? <p role="alert">{failed}</p> : null}
    </section>
  );
}
