/** The question after a hand-in, once: shall we tell you when your teacher has answered? */

import { useEffect, useState } from "preact/hooks";
import { useStore } from "../store.ts";
import { kept, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../words/index.ts";
import { look, push, switchOn } from "./push.ts";

/** Who said no on this device is not asked again; the switch stays. */
const NO = "talim.push.no";

export function AskPush({ me }: { me: Person }) {
  const words = useWords();
  const w = words.push;
  const now = useStore(push);
  const [answer, say] = useState<"yes" | "no" | null>(kept.getItem(NO) === me.id ? "no" : null);
  const [failed, fail] = useState(false);
  useEffect(() => void look().catch(() => undefined), []);
  const yes = () => {
    say("yes");
    void switchOn().catch(() => fail(true));
  };
  const no = () => {
    kept.setItem(NO, me.id);
    say("no");
  };
  if (answer === "no" || now === "unknown" || now === "never") return null;
  if (answer === "yes") {
    const became = failed ? w.failed : now === "on" ? w.thanks : now === "barred" ? w.barred : "";
    return became ? (
      <p class="notice" role="status">
        <Icon name="messages" />
        {became}
      </p>
    ) : null;
  }
  if (now !== "off") return null;
  return (
    <section class="notice" aria-labelledby="ask-push">
      <div>
        <p id="ask-push">{w.ask}</p>
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
