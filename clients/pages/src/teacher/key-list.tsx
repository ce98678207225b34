/** The keys of a review: what each of them does, and the button that turns them off. */

import { useState } from "preact/hooks";
import { storage, saveItem } from "../talim.ts";
import { useWords } from "../words/index.ts";
import { KEY_LABELS, KEYS_OFF_STORAGE_KEY, type Action } from "./keys.ts";

const SHOWN_ACTIONS: Action[] = ["play", "back", "forward", "hear", "right", "wrong", "undo", "accept", "skip"];

/** Whether this teacher wants keys, on this device, and what changes that. */
export function useKeysEnabled(): [on: boolean, change: () => void] {
  const [on, use] = useState(storage.getItem(KEYS_OFF_STORAGE_KEY) !== "off");
  const change = () => {
    saveItem(KEYS_OFF_STORAGE_KEY, on ? "off" : "on");
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
          {SHOWN_ACTIONS.map((action) => (
            <div key={action}>
              <dt>
                <kbd>{action === "play" ? w.space : KEY_LABELS[action]}</kbd>
              </dt>
              <dd>{w.actions[action]}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </aside>
  );
}
