/** What each kind of activity holds besides its instruction. */

import type { ComponentChildren } from "preact";
import { ChecksField, ChoiceField, SelectField } from "../../ui/form/choice-fields.tsx";
import { NumberField } from "../../ui/form/text-fields.tsx";
import { asForm } from "../../learning/editor/block-form.ts";
import { kidsWords } from "../words/index.ts";
import { activityWords } from "./words/index.ts";
import { COLOURS, DRAWINGS } from "../drawings.ts";
import type { Item } from "../play-types.ts";
import { useDesk } from "./desk.ts";
import { createItem, createKey, MOST, type DraftActivity, type DraftOf } from "./draft.ts";
import { ItemFields, ItemsFields } from "./item-fields.tsx";
import { PairsFields, StoryFields } from "./list-fields.tsx";
import { PictureField } from "./picture-field.tsx";
import { usePictureNames } from "./picture-names.ts";
import { SoundField } from "./sound-field.tsx";
import { TraceFields } from "./trace-fields.tsx";

/** Changes some fields of an activity of this kind. */
type Put<A> = (update: (activity: A) => Partial<A>, more?: Record<string, string>) => void;

export function KindFields({ activity }: { activity: DraftActivity }) {
  const desk = useDesk();
  // The activity may have become another one since.
  const put = (update: (now: never) => object, more?: Record<string, string>) =>
    desk.change(
      (now) => (now.kind === activity.kind ? ({ ...now, ...update(now as never) } as DraftActivity) : now),
      more,
    );
  switch (activity.kind) {
    case "tap":
      return <TapFields activity={activity} put={put} />;
    case "listen_and_choose":
      return <ListenFields activity={activity} put={put} />;
    case "drag":
      return <DragFields activity={activity} put={put} />;
    case "match":
      return (
        <PairsFields
          pairs={activity.pairs}
          change={(update, more) => put(({ pairs }: DraftOf<"match">) => ({ pairs: update(pairs) }), more)}
        />
      );
    case "count":
      return <CountFields activity={activity} put={put} />;
    case "memory":
      return <PicturesFields activity={activity} put={put as Put<DraftOf<"memory">>} most={MOST.cards} />;
    case "trace":
      return <TraceFields strokes={activity.strokes} change={(strokes) => put(() => ({ strokes }))} />;
    case "colour":
      return <ColourFields activity={activity} put={put} />;
    case "say":
      return <SayFields activity={activity} put={put} />;
    case "story":
      return (
        <StoryFields
          pages={activity.pages}
          change={(update, more) => put(({ pages }: DraftOf<"story">) => ({ pages: update(pages) }), more)}
        />
      );
  }
}

function PicturesFields<A extends { items: Item[] }>({
  activity,
  put,
  most = MOST.items,
  children,
}: {
  activity: A;
  put: Put<A>;
  most?: number;
  children?: (item: Item, label: string) => ComponentChildren;
}) {
  const texts = activityWords.use();
  const { errors } = useDesk();
  return (
    <ItemsFields
      title={texts.items}
      name={texts.item}
      items={activity.items}
      most={most}
      change={(update, more) => put(({ items }) => ({ items: update(items) }) as Partial<A>, more)}
      error={errors["activity.items"]}
    >
      {children}
    </ItemsFields>
  );
}

function TapFields({ activity, put }: { activity: DraftOf<"tap">; put: Put<DraftOf<"tap">> }) {
  const texts = activityWords.use();
  const toggle = (key: string, on: boolean) =>
    put(({ answers }) => ({ answers: on ? [...answers, key] : answers.filter((other) => other !== key) }));
  return (
    <PicturesFields activity={activity} put={dropAnswers(put)}>
      {(item, label) => (
        <label class="check">
          <input
            type="checkbox"
            checked={activity.answers.includes(item.key)}
            aria-label={texts.isRight(label)}
            onChange={(event) => toggle(item.key, event.currentTarget.checked)}
          />
          {texts.right}
        </label>
      )}
    </PicturesFields>
  );
}

/** An item that is taken away is no answer any more. */
function dropAnswers(put: Put<DraftOf<"tap">>): Put<DraftOf<"tap">> {
  return (update, more) =>
    put((now) => {
      const changed = update(now);
      const keys = (changed.items ?? now.items).map(({ key }) => key);
      return { ...changed, answers: now.answers.filter((key) => keys.includes(key)) };
    }, more);
}

function ListenFields({
  activity,
  put,
}: {
  activity: DraftOf<"listen_and_choose">;
  put: Put<DraftOf<"listen_and_choose">>;
}) {
  const texts = activityWords.use();
  const nameOf = usePictureNames();
  const words = activity.items
    .filter(({ picture }) => picture && !picture.startsWith("file:"))
    .map(({ picture }) => ({ value: `word-${picture}`, label: texts.wordOf(nameOf(picture)) }));
  const choose = (item: Item) =>
    put(({ sound }) => ({
      answer: item.key,
      sound: item.picture && !item.picture.startsWith("file:") ? `word-${item.picture}` : sound,
    }));
  return (
    <>
      <PicturesFields activity={activity} put={put}>
        {(item, label) => (
          <label class="check">
            <input
              type="radio"
              name={`right-${activity.items[0]?.key ?? ""}`}
              checked={activity.answer === item.key}
              aria-label={texts.isRight(label)}
              onChange={() => choose(item)}
            />
            {texts.right}
          </label>
        )}
      </PicturesFields>
      <SoundField
        label={texts.heard}
        sound={activity.sound}
        options={words}
        onPick={(sound, more) => put(() => ({ sound }), more)}
      />
    </>
  );
}

function DragFields({ activity, put }: { activity: DraftOf<"drag">; put: Put<DraftOf<"drag">> }) {
  const texts = activityWords.use();
  const { errors } = useDesk();
  const targets = activity.targets.map(({ key }, at) => ({ value: key, label: texts.target(at + 1) }));
  /** Places of items and targets that are there. */
  const keep = (now: DraftOf<"drag">, changed: Partial<DraftOf<"drag">>): Partial<DraftOf<"drag">> => {
    const { items, targets: to, places } = { ...now, ...changed };
    const [from, into] = [items.map(({ key }) => key), to.map(({ key }) => key)];
    return {
      ...changed,
      places: Object.fromEntries(
        Object.entries(places).filter(([item, target]) => from.includes(item) && into.includes(target)),
      ),
    };
  };
  return (
    <>
      <ItemsFields
        title={texts.targets}
        name={texts.target}
        items={activity.targets}
        most={MOST.targets}
        change={(update, more) => put((now) => keep(now, { targets: update(now.targets) }), more)}
        error={errors["activity.targets"]}
      />
      <PicturesFields activity={activity} put={(update, more) => put((now) => keep(now, update(now)), more)}>
        {(item, label) => (
          <SelectField
            of={asForm({ place: activity.places[item.key] ?? "" }, ({ place }) =>
              put(({ places }) => ({ places: { ...places, [item.key]: place } })),
            )}
            name="place"
            label={texts.placeOf(label)}
            options={targets}
            required
          />
        )}
      </PicturesFields>
    </>
  );
}

function CountFields({ activity, put }: { activity: DraftOf<"count">; put: Put<DraftOf<"count">> }) {
  const texts = activityWords.use();
  const { errors } = useDesk();
  const numbers = Array.from({ length: MOST.number + 1 }, (_, number) => ({
    value: String(number),
    label: String(number),
  }));
  const found = { number: errors["activity.number"] ?? "", choices: errors["activity.choices"] ?? "" };
  const shown = Object.fromEntries(Object.entries(found).filter(([, text]) => text));
  const set = ({ number, choices }: { number: number | null; choices: string[] }) => {
    if (number === null) return;
    // With another number its neighbours are offered anew.
    put((now) => ({
      number,
      choices:
        number === now.number
          ? choices.map(Number)
          : [number - 1, number, number + 1].filter((one) => one >= 0 && one <= MOST.number),
    }));
  };
  const form = asForm({ number: activity.number as number | null, choices: activity.choices.map(String) }, set, shown);
  return (
    <>
      <PictureField
        label={texts.counted}
        picture={activity.picture}
        alt={activity.alt}
        onPick={(picture, more) => put(() => ({ picture }), more)}
        onAlt={(alt) => put(() => ({ alt }))}
      />
      <NumberField of={form} name="number" label={texts.howMany} min={0} max={MOST.number} required />
      <ChecksField of={form} name="choices" label={texts.choices} options={numbers} />
    </>
  );
}

function ColourFields({ activity, put }: { activity: DraftOf<"colour">; put: Put<DraftOf<"colour">> }) {
  const texts = activityWords.use();
  const kids = kidsWords.use();
  const form = asForm({ drawing: activity.drawing, colours: activity.colours }, (values) => put(() => values));
  return (
    <>
      <ChoiceField
        of={form}
        name="drawing"
        label={texts.drawing}
        options={Object.keys(DRAWINGS).map((name) => ({ value: name, label: kids.pictures[name] ?? name }))}
        required
      />
      <ChecksField
        of={form}
        name="colours"
        label={texts.colours}
        options={Object.keys(COLOURS).map((name) => ({ value: name, label: kids.colours[name] ?? name }))}
      />
    </>
  );
}

function SayFields({ activity, put }: { activity: DraftOf<"say">; put: Put<DraftOf<"say">> }) {
  const texts = activityWords.use();
  return (
    <ItemFields
      label={texts.item(1)}
      item={activity.item ?? createItem(createKey())}
      change={(item, more) => put(() => ({ item }), more)}
    />
  );
}
