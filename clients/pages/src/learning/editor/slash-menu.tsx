/** The menu that "/" opens: the keys choose while the focus stays in the text. */

import type { ChainedCommands } from "@tiptap/core";
import { useEffect, useRef } from "preact/hooks";
import { editorWords } from "./words/index.ts";
import type { BlockKind } from "../blocks/block-types.ts";

/** A form of the text, or a block behind it. */
export type SlashChoice = { label: string } & ({ act: (chain: ChainedCommands) => void } | { kind: BlockKind });

interface SlashMenuProps {
  id: string;
  choices: SlashChoice[];
  chosen: number;
  choose: (choice: SlashChoice) => void;
}

export function SlashMenu({ id, choices, chosen, choose }: SlashMenuProps) {
  const texts = editorWords.use();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: "nearest" }), [chosen]);
  return (
    <ul ref={list} id={id} class="slash-menu" role="listbox" aria-label={texts.insert}>
      {choices.map((choice, index) => (
        <li
          key={choice.label}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          // The text keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(choice)}
        >
          {choice.label}
        </li>
      ))}
    </ul>
  );
}
