/** Touch what is right among pictures, or choose how many there are. */

import { useLayoutEffect, useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { kidsWords } from "../words/index.ts";
import { Picture } from "../picture.tsx";
import type { ScreenProps } from "../play-types.ts";
import { findSound, pickText, say } from "../voice.ts";
import { ItemButton } from "./item-button.tsx";

export function TapScreen({ activity, block, misses, hint, off, send }: ScreenProps<"tap">) {
  const texts = kidsWords.use();
  const [chosen, setChosen] = useState<string[]>([]);
  useLayoutEffect(() => setChosen([]), [misses]);
  const press = (key: string) => {
    if (!activity.many) send({ kind: "tap", keys: [key] });
    else setChosen(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);
  };
  return (
    <>
      <div class="kid-items">
        {activity.items.map((item) => (
          <ItemButton
            key={item.key}
            item={item}
            block={block}
            off={off}
            pressed={activity.many ? chosen.includes(item.key) : undefined}
            hinted={hint?.keys?.includes(item.key) ?? false}
            onPress={() => press(item.key)}
          />
        ))}
      </div>
      {activity.many ? (
        <Button
          class="main kid-ready"
          off={off || !chosen.length}
          aria-label={texts.ready}
          onClick={() => send({ kind: "tap", keys: chosen })}
        >
          <Icon name="good" />
        </Button>
      ) : null}
    </>
  );
}

export function ListenScreen({ activity, block, hint, off, send }: ScreenProps<"listen_and_choose">) {
  const texts = kidsWords.use();
  const heard = activity.items.find((item) => item.sound === activity.sound);
  const hear = () => say(findSound(block, activity.sound), heard && pickText(heard.alt));
  return (
    <>
      <button type="button" class="kid-item kid-listen" aria-label={texts.hearWord} onClick={hear}>
        <Icon name="send_all" />
      </button>
      <div class="kid-items">
        {activity.items.map((item) => (
          <ItemButton
            key={item.key}
            item={{ ...item, sound: "" }}
            block={block}
            off={off}
            hinted={hint?.key === item.key}
            onPress={() => send({ kind: "listen_and_choose", key: item.key })}
          />
        ))}
      </div>
    </>
  );
}

export function CountScreen({ activity, block, hint, off, send }: ScreenProps<"count">) {
  const alt = pickText(activity.alt);
  const [counted, setCounted] = useState(0);
  const sayNumber = (number: number) => say(block.sounds[`word-number-${number}`], String(number));
  const touch = (place: number) => {
    setCounted(Math.max(counted, place));
    sayNumber(place);
  };
  return (
    <>
      <div class="kid-counted">
        {Array.from({ length: activity.number }, (_, place) => (
          <button
            key={place}
            type="button"
            class={place < counted ? "kid-thing counted" : "kid-thing"}
            aria-label={`${alt} ${place + 1}`}
            onClick={() => touch(place + 1)}
          >
            <Picture of={activity.picture} files={block.files} />
          </button>
        ))}
      </div>
      <div class="kid-items">
        {activity.choices.map((number) => (
          <Button
            key={number}
            class={hint?.number === number ? "kid-item kid-number hinted" : "kid-item kid-number"}
            aria-current={hint?.number === number ? "true" : undefined}
            off={off}
            onClick={() => (sayNumber(number), send({ kind: "count", number }))}
          >
            {number}
          </Button>
        ))}
      </div>
    </>
  );
}
