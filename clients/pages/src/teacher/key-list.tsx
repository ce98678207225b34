/** The keys of a review: what each of them does, and the button that turns them off. */

import { useState } from "preact/hooks";
import { kept, remember } from "../talim.ts";
import { useWords } from "../words/index.ts";
import { KEYS, KEYS_OFF, type Action } from "./keys.ts";

const SHOWN: Action[] = ["play", "back", "forward", "hear", "right", "wrong", "undo", "accept", "skip"];

/** Whether this teacher wants keys, on this device, and what changes that. */
export function useKeys(): [on: boolean, change: () => void] {
  const [on, use] = useState(kept.getItem(KEYS_OFF) !== "off");
  const change = () => {
    remember(KEYS_OFF, on ? "off" : "on");
    use(!on);
  };
  return [on, change];
}

export function KeyList({ on, change }: { on: boolean; change: () => void }) {
  const w = useWords().teacher.review;
  return (
    <aside class="keys" aria-label={w.keys}>
      <button type="button" aria-pressed={on} onClick={change}>
        {on ? w.keysOn : w.keysOff}
      </button>
      {on ? (
        <dl>
          {SHOWN.map((action) => (
            <div key={action}>
              <dt>
                <kbd>{action === "play" ? w.space : KEYS[action]}</kbd>
              </dt>
              <dd>{w.actions[action]}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </aside>
  );
}
