/** Cards with two sides: a tap or a key turns one. */

import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { courseBlockWords } from "./words/index.ts";
import type { BlockOf } from "./block-types.ts";

export function Flashcards({ block: { title, cards } }: { block: BlockOf<"flashcards"> }) {
  const texts = courseBlockWords.use();
  const [place, setPlace] = useState(0);
  const [isTurned, setIsTurned] = useState(false);
  const card = cards[Math.min(place, cards.length - 1)];
  if (!card) return null;
  const go = (step: number) => {
    const next = place + step;
    if (next < 0 || next >= cards.length) return;
    setPlace(next);
    setIsTurned(false);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(step);
  };
  return (
    <div class="flashcards" role="group" aria-label={title || texts.cards} onKeyDown={press}>
      {title ? <p class="quiet">{title}</p> : null}
      <button type="button" class={isTurned ? "flashcard back" : "flashcard"} onClick={() => setIsTurned(!isTurned)}>
        <span class="quiet small">{isTurned ? texts.back : texts.front}</span>
        <span class="side" aria-live="polite">
          {isTurned ? card.back : card.front}
        </span>
        <span class="quiet small">{texts.turn}</span>
      </button>
      {cards.length > 1 ? (
        <div class="turns">
          <Button off={place === 0} onClick={() => go(-1)}>
            {texts.previous}
          </Button>
          <span role="status">{texts.cardOf(place + 1, cards.length)}</span>
          <Button off={place === cards.length - 1} onClick={() => go(1)}>
            {texts.next}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
