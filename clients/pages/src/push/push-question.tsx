/** The question, once, at a moment when it makes sense: shall we tell you on this device? */

import { useEffect, useState } from "preact/hooks";
import { useStore } from "../store.ts";
import { storage, saveItem, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useWords, type Words } from "../words/index.ts";
import { refreshPushState, pushState, enablePush } from "./push.ts";
import { enablePushForType } from "./push-types.ts";

/** What they are asked for: what a teacher answered, what a pupil submitted, how a child is. */
export type PushAudience = keyof Words["push"]["ask"];

/** Who said no on this device is not asked again; the switch stays. */
const DECLINED_KEY = "talim.push.no";
/** What nobody gets on a device who has not asked for it. */
const EXTRA_TYPES: Partial<Record<PushAudience, string>> = { teacher: "homework.submitted" };

export function PushQuestion({ me, asked = "pupil" }: { me: Person; asked?: PushAudience }) {
  const words = useWords();
  const w = words.push;
  const now = useStore(pushState);
  const [answer, say] = useState<"yes" | "no" | null>(storage.getItem(DECLINED_KEY) === me.id ? "no" : null);
  const [became, settle] = useState<"agreed" | "failed">();
  useEffect(() => void refreshPushState().catch(() => undefined), []);
  const yes = () => {
    say("yes");
    enableMessages(EXTRA_TYPES[asked]).then(
      () => settle("agreed"),
      () => settle("failed"),
    );
  };
  const no = () => {
    saveItem(DECLINED_KEY, me.id);
    say("no");
  };
  if (answer === "no" || now === "unknown" || now === "never") return null;
  if (answer === "yes") {
    const message = became === "failed" ? w.failed : now === "barred" ? w.barred : became && now === "on" ? w.thanks : "";
    return message ? (
      <p class="notice" role="status">
        <Icon name="messages" />
        {message}
      </p>
    ) : null;
  }
  if (now !== "off") return null;
  return (
    <section class="notice" aria-labelledby="ask-push">
      <div>
        <p id="ask-push">{w.ask[asked]}</p>
        <div class="buttons">
          <button type="button" class="main" onClick={yes}>
            {w.yes}
          </button>
          <button type="button" class="plain" onClick={no}>
            {w.no}
          </button>
        </div>
      </div>
    </section>
  );
}

async function enableMessages(type: string | undefined): Promise<void> {
  await enablePush();
  if (type && pushState.get() === "on") await enablePushForType(type);
}
