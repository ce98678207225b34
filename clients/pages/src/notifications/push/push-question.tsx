/** The question whether push messages may come to this device. Each user is asked once. */

import { useEffect, useState } from "preact/hooks";
import { useStore } from "../../store.ts";
import { storage, saveItem, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { useWords, type Words } from "../../words/index.ts";
import { refreshPushState, pushState, enablePush } from "./push.ts";
import { enablePushForType } from "./push-types.ts";

/** What the question is about: a pupil's results, submissions to a teacher, news of a child. */
export type PushAudience = keyof Words["push"]["ask"];

/** Who declined on this device is not asked again; the switch stays. */
const DECLINED_KEY = "talim.push.no";
/** Types that are not pushed unless the user asks for them. */
const EXTRA_TYPES: Partial<Record<PushAudience, string>> = { teacher: "homework.submitted" };

export function PushQuestion({ me, asked: audience = "pupil" }: { me: Person; asked?: PushAudience }) {
  const words = useWords();
  const texts = words.push;
  const state = useStore(pushState);
  const [answer, setAnswer] = useState<"yes" | "no" | null>(storage.getItem(DECLINED_KEY) === me.id ? "no" : null);
  const [result, setResult] = useState<"agreed" | "failed">();
  useEffect(() => void refreshPushState().catch(() => undefined), []);
  const accept = () => {
    setAnswer("yes");
    enableMessages(EXTRA_TYPES[audience]).then(
      () => setResult("agreed"),
      () => setResult("failed"),
    );
  };
  const decline = () => {
    saveItem(DECLINED_KEY, me.id);
    setAnswer("no");
  };
  if (answer === "no" || state === "unknown" || state === "never") return null;
  if (answer === "yes") {
    const message =
      result === "failed"
        ? texts.failed
        : state === "barred"
          ? texts.barred
          : result && state === "on"
            ? texts.thanks
            : "";
    return message ? (
      <p class="notice" role="status">
        <Icon name="messages" />
        {message}
      </p>
    ) : null;
  }
  if (state !== "off") return null;
  return (
    <section class="notice" aria-labelledby="ask-push">
      <div>
        <p id="ask-push">{texts.ask[audience]}</p>
        <div class="buttons">
          <button type="button" class="main" onClick={accept}>
            {texts.yes}
          </button>
          <button type="button" class="plain" onClick={decline}>
            {texts.no}
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
