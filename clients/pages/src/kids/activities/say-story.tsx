/** Say a word, or look at a story and hear it: nothing is right or wrong. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { kidsWords } from "../words/index.ts";
import { Picture } from "../picture.tsx";
import type { ScreenProps, StoryPage } from "../play-types.ts";
import { findSound, pickText, say } from "../voice.ts";
import { ItemButton } from "./item-button.tsx";

export function SayScreen({ activity, block, off, send }: ScreenProps<"say">) {
  const texts = kidsWords.use();
  const { item } = activity;
  return (
    <div class="kid-items kid-alone">
      {item ? <ItemButton item={item} block={block} label={texts.say(pickText(item.alt))} /> : null}
      <Button class="main kid-ready" off={off} aria-label={texts.saidIt} onClick={() => send({ kind: "say" })}>
        <Icon name="microphone" />
      </Button>
    </div>
  );
}

export function StoryScreen({ activity, block, off, send }: ScreenProps<"story">) {
  const texts = kidsWords.use();
  const { pages } = activity;
  const [at, setAt] = useState(0);
  const page = pages[at] as StoryPage;
  const tell = () => say(findSound(block, page.sound), pickText(page.text) || pickText(page.alt));
  const begun = useRef(false);
  useEffect(() => {
    // With the first page the instruction is heard.
    if (begun.current) tell();
    begun.current = true;
  }, [at]);
  const isLast = at + 1 >= pages.length;
  const onward = () => (isLast ? send({ kind: "story" }) : setAt(at + 1));
  return (
    <>
      <button type="button" class="kid-item kid-page" aria-label={texts.say(pickText(page.alt))} onClick={tell}>
        <Picture of={page.picture} files={block.files} />
      </button>
      <div class="kid-items">
        <Button class="kid-ready" off={at === 0} aria-label={texts.back} onClick={() => setAt(at - 1)}>
          <svg class="drawing" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path fill="none" d="M26 16H8M15 8l-8 8 8 8" />
          </svg>
        </Button>
        <Button
          class="main kid-ready"
          off={off}
          aria-label={isLast ? texts.ready : `${texts.onward}: ${texts.step(at + 2, pages.length)}`}
          onClick={onward}
        >
          <svg class="drawing" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path fill="none" d="M6 16h18M17 8l8 8-8 8" />
          </svg>
        </Button>
      </div>
    </>
  );
}
