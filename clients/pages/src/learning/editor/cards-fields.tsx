/** The cards of a block: a front and a back each. */

import { Icon } from "../../ui/icon.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { editorWords } from "./words/index.ts";
import { asForm } from "./block-form.ts";
import type { DraftBlock, DraftBlockOf } from "./data.ts";

const MAX_CARDS = 200;

interface CardsFieldsProps {
  block: DraftBlockOf<"flashcards">;
  change: (block: DraftBlock) => void;
  errors: Record<string, string>;
}

export function CardsFields({ block, change, errors }: CardsFieldsProps) {
  const texts = editorWords.use();
  const { cards } = block;
  const put = (at: number, card: { front: string; back: string }) =>
    change({ ...block, cards: cards.map((one, place) => (place === at ? card : one)) });
  return (
    <>
      <TextField
        of={asForm({ title: block.title }, ({ title }) => change({ ...block, title }), errors)}
        name="title"
        label={texts.cardsTitle}
      />
      <ol class="cards-fields">
        {cards.map((card, at) => (
          <li key={at}>
            <div class="field-row">
              <TextField
                of={asForm(card, (changed) => put(at, changed))}
                name="front"
                label={texts.front(at + 1)}
                maxLength={500}
                required
              />
              <TextField
                of={asForm(card, (changed) => put(at, changed))}
                name="back"
                label={texts.back(at + 1)}
                maxLength={500}
                required
              />
            </div>
            <button
              type="button"
              class="plain"
              aria-label={texts.removeCard(at + 1)}
              onClick={() => change({ ...block, cards: cards.filter((_, place) => place !== at) })}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ol>
      {errors["cards"] ? <p class="wrong">{errors["cards"]}</p> : null}
      <button
        type="button"
        aria-disabled={cards.length >= MAX_CARDS}
        onClick={() => cards.length < MAX_CARDS && change({ ...block, cards: [...cards, { front: "", back: "" }] })}
      >
        {texts.addCard}
      </button>
    </>
  );
}
