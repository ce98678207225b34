/** What is written into questions whose parts learners move: orders and pairs. */

import { asForm } from "../../learning/editor/block-form.ts";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Icon } from "../../ui/icon.tsx";
import { quizWriteWords } from "./words/index.ts";
import { ChooseFile } from "./bank-files.tsx";
import { Wrong } from "./field-errors.tsx";
import type { KindFieldsProps } from "./kind-fields-props.ts";
import { OptionRows } from "./option-rows.tsx";
import { newOption, type Option } from "./question-data.ts";

export function OrderingFields({ body, value: key, change, errors, bank, files }: KindFieldsProps<"ordering">) {
  const texts = quizWriteWords.use();
  return (
    <>
      <p class="hint quiet">{texts.rightOrder}</p>
      <OptionRows
        label={texts.items}
        options={body.items}
        change={(items) => change({ body: { ...body, items }, key: { ...key, order: items.map(({ id }) => id) } })}
        errors={errors}
        at="body.items"
        bank={bank}
        files={files}
        addWord={texts.addItem}
      />
      <Wrong errors={errors} at="key.order" within />
      <SelectField
        of={asForm({ rule: (key.rule ?? "places") as string }, ({ rule }) =>
          change({ key: { ...key, rule: rule as "all" | "places" | "pairs" } }),
        )}
        name="rule"
        label={texts.scoring}
        options={Object.entries(texts.orderRules).map(([value, label]) => ({ value, label }))}
        required
      />
    </>
  );
}

export function MatchingFields({ body, value: key, change, errors, bank, files }: KindFieldsProps<"matching">) {
  const texts = quizWriteWords.use();
  const pairs = key.pairs as Record<string, string>;
  const used = new Set(Object.values(pairs));
  const find = (id: string | undefined) => body.right.find((option) => option.id === id);
  const put = (side: "left" | "right", option: Option) =>
    change({ body: { ...body, [side]: body[side].map((one) => (one.id === option.id ? option : one)) } });
  const add = () => {
    const [left, right] = [newOption(), newOption()];
    change({
      body: { ...body, left: [...body.left, left], right: [...body.right, right] },
      key: { ...key, pairs: { ...pairs, [left.id]: right.id } },
    });
  };
  const remove = ({ id }: Option) => {
    const { [id]: partner, ...others } = pairs;
    const shared = Object.values(others).includes(partner ?? "");
    change({
      body: {
        ...body,
        left: body.left.filter((one) => one.id !== id),
        right: body.right.filter((one) => shared || one.id !== partner),
      },
      key: { ...key, pairs: others },
    });
  };
  const side = (name: string, option: Option, which: "left" | "right") => (
    <div class="pair-side">
      <input
        class="option-text"
        aria-label={name}
        maxLength={2000}
        value={option.text ?? ""}
        onInput={(event) => put(which, { ...option, text: event.currentTarget.value })}
      />
      <ChooseFile
        kind="image"
        label={texts.pictureOf(name)}
        bank={bank}
        files={files}
        chosen={option.picture ?? null}
        choose={(picture) => put(which, { ...option, picture })}
      />
    </div>
  );
  const extra = body.right.filter(({ id }) => !used.has(id));
  const rightPlace = (option: Option) => body.right.indexOf(option);
  return (
    <>
      <ol class="option-rows" aria-label={texts.pairs}>
        {body.left.map((left, place) => {
          const right = find(pairs[left.id]);
          return (
            <li key={left.id}>
              <div class="option-row">
                {side(texts.leftOf(place + 1), left, "left")}
                <span aria-hidden="true">→</span>
                {right ? side(texts.rightOf(place + 1), right, "right") : null}
                <button
                  type="button"
                  class="plain"
                  aria-label={texts.removeRow(texts.pairName(place + 1))}
                  onClick={() => remove(left)}
                >
                  <Icon name="close" />
                </button>
              </div>
              <Wrong errors={errors} at={`body.left.${place}`} within />
            </li>
          );
        })}
      </ol>
      <button type="button" onClick={add}>
        {texts.addPair}
      </button>
      <h3>{texts.extraRight}</h3>
      <p class="hint quiet">{texts.extraRightHelp}</p>
      <ul class="option-rows" aria-label={texts.extraRight}>
        {extra.map((option, place) => (
          <li key={option.id}>
            <div class="option-row">
              {side(texts.extraOf(place + 1), option, "right")}
              <button
                type="button"
                class="plain"
                aria-label={texts.removeRow(texts.extraOf(place + 1))}
                onClick={() => change({ body: { ...body, right: body.right.filter((one) => one !== option) } })}
              >
                <Icon name="close" />
              </button>
            </div>
            <Wrong errors={errors} at={`body.right.${rightPlace(option)}`} within />
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => change({ body: { ...body, right: [...body.right, newOption()] } })}>
        {texts.addExtra}
      </button>
      {["body.left", "body.right", "key.pairs"].map((at) => (
        <Wrong key={at} errors={errors} at={at} within={at === "key.pairs"} />
      ))}
      <SelectField
        of={asForm({ rule: (key.rule ?? "each") as string }, ({ rule }) =>
          change({ key: { ...key, rule: rule as "all" | "each" } }),
        )}
        name="rule"
        label={texts.scoring}
        options={Object.entries(texts.partRules).map(([value, label]) => ({ value, label }))}
        required
      />
    </>
  );
}
