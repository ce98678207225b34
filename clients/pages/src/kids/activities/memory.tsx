/** Turn two cards at a time and find the pairs. Two that differ lie open until the next one is touched: nothing runs out. */

import { useState } from "preact/hooks";
import { kidsWords } from "../words/index.ts";
import { Picture } from "../picture.tsx";
import type { Item, ScreenProps } from "../play-types.ts";
import { pickText, sayItem } from "../voice.ts";

/** Further tries are sent only if they find a pair: the server takes 200, and a child may turn two cards for long. */
const KEPT_TRIES = 150;

/** The same items in an order of chance. */
function shuffle<T>(items: readonly T[]): T[] {
  const mixed = [...items];
  for (let place = mixed.length - 1; place > 0; place -= 1) {
    const other = Math.floor(Math.random() * (place + 1));
    [mixed[place], mixed[other]] = [mixed[other] as T, mixed[place] as T];
  }
  return mixed;
}

export function MemoryScreen({ activity, block, off, send }: ScreenProps<"memory">) {
  const texts = kidsWords.use();
  // They lie where they are, also when the lesson is asked for anew.
  const [cards] = useState(() => shuffle([...activity.items, ...activity.items]));
  const [open, setOpen] = useState<number[]>([]);
  const [found, setFound] = useState<string[]>([]);
  const [tries, setTries] = useState<[string, string][]>([]);
  const press = (place: number, item: Item) => {
    if (off || found.includes(item.key) || (open.length === 1 && open[0] === place)) return;
    sayItem(block, item);
    const [first] = open;
    if (open.length !== 1 || first === undefined) return setOpen([place]);
    const other = (cards[first] as Item).key;
    const all: [string, string][] =
      other === item.key || tries.length < KEPT_TRIES ? [...tries, [other, item.key]] : tries;
    setTries(all);
    setOpen([first, place]);
    if (other !== item.key) return;
    const pairs = [...found, other];
    setFound(pairs);
    setOpen([]);
    if (pairs.length === activity.items.length) send({ kind: "memory", tries: all });
  };
  return (
    <div class="kid-items kid-cards">
      {cards.map((item, place) => {
        const isFound = found.includes(item.key);
        const isOpen = isFound || open.includes(place);
        const alt = pickText(item.alt);
        const label = isFound
          ? texts.found(place + 1, alt)
          : isOpen
            ? texts.open(place + 1, alt)
            : texts.card(place + 1);
        return (
          <button
            key={place}
            type="button"
            class={`kid-item kid-card${isOpen ? " open" : ""}${isFound ? " found" : ""}`}
            aria-disabled={off || isFound}
            aria-label={label}
            onClick={() => press(place, item)}
          >
            {isOpen ? <Picture of={item.picture} files={block.files} /> : null}
          </button>
        );
      })}
    </div>
  );
}
