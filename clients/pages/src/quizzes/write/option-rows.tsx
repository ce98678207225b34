/** Options or items of a question: texts or pictures, moved by dragging, by keys and step by step. */

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Grip } from "../../learning/editor/grip.tsx";
import { moveItem, stepItem } from "../../learning/editor/order.ts";
import { useSortable } from "../../learning/editor/sortable.ts";
import { Icon } from "../../ui/icon.tsx";
import type { Loaded } from "../../ui/load.tsx";
import { quizWriteWords } from "./words/index.ts";
import { ChooseFile, type BankFile } from "./bank-files.tsx";
import { Wrong } from "./field-errors.tsx";
import { newOption, type Option } from "./question-data.ts";

const MAX_OPTIONS = 100;

interface OptionRowsProps {
  /** What the rows are, for who hears the page. */
  label: string;
  options: Option[];
  change: (options: Option[]) => void;
  errors: Record<string, string>;
  /** The path of the list: "body.options". */
  at: string;
  bank: string;
  files: Loaded<BankFile[]>;
  /** Before the text of a row: what says that it is right. */
  mark?: (option: Option, name: string) => ComponentChildren;
  /** Below a row: more about it. */
  more?: (option: Option) => ComponentChildren;
  /** The word on the button that adds a row. */
  addWord: string;
}

export function OptionRows({ label, options, change, errors, at, bank, files, mark, more, addWord }: OptionRowsProps) {
  const texts = quizWriteWords.use();
  const list = useRef<HTMLOListElement>(null);
  const from = (id: string) => options.findIndex((option) => option.id === id);
  useSortable(list, ({ id, place }) => change(moveItem(options, from(id), place)));
  const put = (changed: Option) => change(options.map((option) => (option.id === changed.id ? changed : option)));
  return (
    <>
      <ol ref={list} class="option-rows" aria-label={label}>
        {options.map((option, place) => {
          const name = option.text?.trim() || texts.optionName(place + 1);
          return (
            <li key={option.id} data-id={option.id}>
              <div class="option-row">
                {mark?.(option, name)}
                <input
                  class="option-text"
                  aria-label={texts.optionName(place + 1)}
                  maxLength={2000}
                  value={option.text ?? ""}
                  onInput={(event) => put({ ...option, text: event.currentTarget.value })}
                />
                <Grip
                  name={name}
                  isFirst={place === 0}
                  isLast={place === options.length - 1}
                  move={(step) => change(stepItem(options, option.id, step))}
                />
                <button
                  type="button"
                  class="plain"
                  aria-label={texts.removeRow(name)}
                  onClick={() => change(options.filter(({ id }) => id !== option.id))}
                >
                  <Icon name="close" />
                </button>
              </div>
              <Wrong errors={errors} at={`${at}.${place}`} within />
              <ChooseFile
                kind="image"
                label={texts.pictureOf(name)}
                bank={bank}
                files={files}
                chosen={option.picture ?? null}
                choose={(picture) => put({ ...option, picture })}
              />
              {more?.(option)}
            </li>
          );
        })}
      </ol>
      <Wrong errors={errors} at={at} />
      <button
        type="button"
        aria-disabled={options.length >= MAX_OPTIONS}
        onClick={() => options.length < MAX_OPTIONS && change([...options, newOption()])}
      >
        {addWord}
      </button>
    </>
  );
}
