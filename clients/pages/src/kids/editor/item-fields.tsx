/** Pictures that can be touched: chosen, said, added and taken away. */

import type { ComponentChildren } from "preact";
import { Icon } from "../../ui/icon.tsx";
import { activityWords } from "./words/index.ts";
import type { Item } from "../play-types.ts";
import { createItem, createKey } from "./draft.ts";
import { PictureField } from "./picture-field.tsx";
import { SoundField } from "./sound-field.tsx";

/** Hands over how the item is to be, and files that it names. */
type ItemChange = (item: Item, more?: Record<string, string>) => void;

interface ItemFieldsProps {
  label: string;
  item: Item;
  change: ItemChange;
}

export function ItemFields({ label, item, change }: ItemFieldsProps) {
  const texts = activityWords.use();
  return (
    <>
      <PictureField
        label={label}
        picture={item.picture}
        alt={item.alt}
        onPick={(picture, more) => change({ ...item, picture }, more)}
        onAlt={(alt) => change({ ...item, alt })}
      />
      {item.picture.startsWith("file:") ? (
        <SoundField
          label={texts.itemSound(label)}
          sound={item.sound}
          options={[{ value: "", label: texts.noSound }]}
          onPick={(sound, more) => change({ ...item, sound }, more)}
        />
      ) : null}
    </>
  );
}

interface ItemsFieldsProps {
  /** What the items are, such as "Pictures". */
  title: string;
  /** One of them by its place, from 1. */
  name: (place: number) => string;
  items: Item[];
  most: number;
  change: (update: (items: Item[]) => Item[], more?: Record<string, string>) => void;
  error?: string | undefined;
  /** More about an item, such as whether it is right. */
  children?: (item: Item, label: string) => ComponentChildren;
}

export function ItemsFields({ title, name, items, most, change, error, children }: ItemsFieldsProps) {
  const texts = activityWords.use();
  return (
    <fieldset class="kid-items-fields">
      <legend>{title}</legend>
      <ol>
        {items.map((item, at) => (
          <li key={item.key}>
            <ItemFields
              label={name(at + 1)}
              item={item}
              change={(changed, more) =>
                change((now) => now.map((one) => (one.key === item.key ? changed : one)), more)
              }
            />
            {children?.(item, name(at + 1))}
            <button
              type="button"
              class="plain"
              aria-label={texts.remove(name(at + 1))}
              onClick={() => change((now) => now.filter(({ key }) => key !== item.key))}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ol>
      {error ? <p class="wrong">{error}</p> : null}
      <button
        type="button"
        aria-disabled={items.length >= most}
        onClick={() => items.length < most && change((now) => [...now, createItem(createKey())])}
      >
        <Icon name="plus" /> {texts.add(title)}
      </button>
    </fieldset>
  );
}
