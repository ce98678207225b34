/** Items are put into order: dragged, or moved step by step. */

import { useRef } from "preact/hooks";
import { moveItem, stepItem } from "../../learning/editor/order.ts";
import { useSortable } from "../../learning/editor/sortable.ts";
import { Icon } from "../../ui/icon.tsx";
import { takeWords } from "./words/index.ts";
import type { Body } from "./calls.ts";
import { OptionContent } from "./choice-input.tsx";
import type { InputProps } from "./input-props.ts";
import { orderItems } from "./responses.ts";

type OrderingBody = Extract<Body, { kind: "ordering" }>;

export function OrderInput({
  question,
  body,
  order,
  change,
  isReadOnly,
  renew,
}: InputProps<OrderingBody> & { order: string[]; change: (order: string[]) => void }) {
  const texts = takeWords.use();
  const list = useRef<HTMLOListElement>(null);
  const items = orderItems(body.items, order);
  const put = (moved: typeof items) => change(moved.map(({ id }) => id));
  useSortable(
    list,
    ({ id, place }) =>
      isReadOnly ||
      put(
        moveItem(
          items,
          items.findIndex((item) => item.id === id),
          place,
        ),
      ),
  );
  const step = (id: string, by: -1 | 1) => (event: MouseEvent) => {
    const button = event.currentTarget as HTMLElement;
    put(stepItem(items, id, by));
    // A row that is drawn elsewhere loses the focus.
    setTimeout(() => button.isConnected && button.focus());
  };
  return (
    <fieldset
      class="quiz-options"
      aria-labelledby={`question-${question.place} prompt-${question.place}`}
      disabled={isReadOnly}
    >
      <ol ref={list} class="quiz-order">
        {items.map((item, index) => {
          const name = item.text || texts.picture(index + 1);
          return (
            <li key={item.id} data-id={item.id}>
              <span class="grip" aria-hidden="true">
                <Icon name="grip" />
              </span>
              <OptionContent option={item} number={index + 1} question={question} renew={renew} />
              <button
                type="button"
                class="plain"
                aria-label={texts.moveUp(name)}
                aria-disabled={index === 0}
                onClick={step(item.id, -1)}
              >
                <Icon name="up" />
              </button>
              <button
                type="button"
                class="plain"
                aria-label={texts.moveDown(name)}
                aria-disabled={index === items.length - 1}
                onClick={step(item.id, 1)}
              >
                <Icon name="down" />
              </button>
            </li>
          );
        })}
      </ol>
      {order.length || isReadOnly ? null : (
        <button type="button" onClick={() => put(items)}>
          {texts.keepOrder}
        </button>
      )}
    </fieldset>
  );
}
