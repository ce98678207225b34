/** The switch for push messages on this device, shown where the device can get them. */

import { useEffect, useState } from "preact/hooks";
import { describeError } from "../../errors.ts";
import { useStore } from "../../store.ts";
import { useWords } from "../../words/index.ts";
import { refreshPushState, pushState, disablePush, enablePush } from "./push.ts";

export function PushSwitch() {
  const words = useWords();
  const texts = words.push;
  const state = useStore(pushState);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => void refreshPushState().catch(() => undefined), []);
  const toggle = async () => {
    setBusy(true);
    setProblem("");
    if (state === "on") await disablePush().catch((error: unknown) => setProblem(describeError(error, words).text));
    else await enablePush().catch(() => setProblem(texts.failed));
    setBusy(false);
  };
  if (state === "unknown" || state === "never") return null;
  return (
    <section aria-labelledby="this-device">
      <h2 id="this-device">{texts.device}</h2>
      <p class="quiet">{state === "barred" ? texts.barred : texts.help}</p>
      {state === "barred" ? null : (
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={state === "on"}
            disabled={busy}
            onChange={() => void toggle()}
          />
          {texts.show}
        </label>
      )}
      {problem ? <p role="alert">{problem}</p> : null}
    </section>
  );
}
