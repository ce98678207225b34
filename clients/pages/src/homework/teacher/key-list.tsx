/** Keys of a page: what each of them does, and the button that turns them off. Those of a review stand here too. */

import { useState } from "preact/hooks";
import { storage, saveItem } from "../../talim.ts";
import { useWords } from "../../words/index.ts";
import { KEY_LABELS, KEYS_OFF_STORAGE_KEY, type Action } from "./keys.ts";

const SHOWN_ACTIONS: Action[] = ["play", "back", "forward", "hear", "right", "wrong", "undo", "accept", "skip"];

/** Whether this teacher wants keys, on this device, and what changes that. */
export function useKeysEnabled(): [on: boolean, change: () => void] {
  const [on, setOn] = useState(storage.getItem(KEYS_OFF_STORAGE_KEY) !== "off");
  const change = () => {
    saveItem(KEYS_OFF_STORAGE_KEY, on ? "off" : "on");
    setOn(!on);
  };
  return [on, change];
}

interface KeyTableProps {
  on: boolean;
  change: () => void;
  rows: readonly (readonly [key: string, does: string])[];
}

export function KeyTable({ on, change, rows }: KeyTableProps) {
  const w = useWords().teacher.review;
  return (
    <aside class="keys" aria-label={w.keys}>
      <button type="button" aria-pressed={on} onClick={change}>
        {on ? w.keysOn : w.keysOff}
      </button>
      {on ? (
        <dl>
          {rows.map(([key, does]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </aside>
  );
}

export function KeyList({ on, change }: Omit<KeyTableProps, "rows">) {
  const w = useWords().teacher.review;
  const rows = SHOWN_ACTIONS.map(
    (action) => [action === "play" ? w.space : KEY_LABELS[action], w.actions[action]] as const,
  );
  return <KeyTable on={on} change={change} rows={rows} />;
}
