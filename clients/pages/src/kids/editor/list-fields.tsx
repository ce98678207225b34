/** Pairs that belong together, and the pages of a story. */

import { asForm } from "../../learning/editor/block-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { TranslatedField } from "../../ui/form/translated-field.tsx";
import { activityWords } from "./words/index.ts";
import type { StoryPage } from "../play-types.ts";
import { useDesk } from "./desk.ts";
import { createItem, createKey, createPage, MOST, type Pair } from "./draft.ts";
import { ItemFields } from "./item-fields.tsx";
import { PictureField } from "./picture-field.tsx";
import { SoundField } from "./sound-field.tsx";

interface ListProps<T> {
  change: (update: (all: T[]) => T[], more?: Record<string, string>) => void;
}

export function PairsFields({ pairs, change }: ListProps<Pair> & { pairs: Pair[] }) {
  const texts = activityWords.use();
  const { errors } = useDesk();
  const put = (at: number, pair: Partial<Pair>, more?: Record<string, string>) =>
    change((now) => now.map((one, place) => (place === at ? { ...one, ...pair } : one)), more);
  return (
    <fieldset class="kid-items-fields">
      <legend>{texts.pairs}</legend>
      <ol>
        {pairs.map(({ left, right }, at) => (
          <li key={left.key}>
            <ItemFields label={texts.left(at + 1)} item={left} change={(item, more) => put(at, { left: item }, more)} />
            <ItemFields
              label={texts.rightOf(at + 1)}
              item={right}
              change={(item, more) => put(at, { right: item }, more)}
            />
            <button
              type="button"
              class="plain"
              aria-label={texts.remove(texts.pair(at + 1))}
              onClick={() => change((now) => now.filter((_, place) => place !== at))}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ol>
      {errors["activity.pairs"] ? <p class="wrong">{errors["activity.pairs"]}</p> : null}
      <button
        type="button"
        aria-disabled={pairs.length >= MOST.pairs}
        onClick={() =>
          pairs.length < MOST.pairs &&
          change((now) => [...now, { left: createItem(createKey()), right: createItem(createKey()) }])
        }
      >
        <Icon name="plus" /> {texts.add(texts.pairs)}
      </button>
    </fieldset>
  );
}

export function StoryFields({ pages, change }: ListProps<StoryPage> & { pages: StoryPage[] }) {
  const texts = activityWords.use();
  const put = (at: number, page: Partial<StoryPage>, more?: Record<string, string>) =>
    change((now) => now.map((one, place) => (place === at ? { ...one, ...page } : one)), more);
  return (
    <fieldset class="kid-items-fields">
      <legend>{texts.pages}</legend>
      <ol>
        {pages.map((page, at) => (
          <li key={at}>
            <PictureField
              label={texts.page(at + 1)}
              picture={page.picture}
              alt={page.alt}
              onPick={(picture, more) => put(at, { picture }, more)}
              onAlt={(alt) => put(at, { alt })}
            />
            <TranslatedField
              of={asForm({ text: page.text }, ({ text }) => put(at, { text }))}
              name="text"
              label={texts.told}
              rows={2}
              maxLength={300}
            />
            <SoundField
              label={texts.itemSound(texts.page(at + 1))}
              sound={page.sound}
              options={[{ value: "", label: texts.noSound }]}
              onPick={(sound, more) => put(at, { sound }, more)}
            />
            <button
              type="button"
              class="plain"
              aria-label={texts.remove(texts.page(at + 1))}
              onClick={() => change((now) => now.filter((_, place) => place !== at))}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        aria-disabled={pages.length >= MOST.pages}
        onClick={() => pages.length < MOST.pages && change((now) => [...now, createPage()])}
      >
        <Icon name="plus" /> {texts.add(texts.pages)}
      </button>
    </fieldset>
  );
}
