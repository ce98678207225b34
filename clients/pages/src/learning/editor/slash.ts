/** What the menu of "/" offers, and whether one is being typed. */

import type { ChainedCommands } from "@tiptap/core";
import type { EditorWords } from "./words/en.ts";
import { BLOCK_KINDS } from "./data.ts";
import type { Editor } from "./rich-text.ts";
import type { SlashChoice } from "./slash-menu.tsx";

export interface Slash {
  /** What follows the "/". */
  query: string;
  /** The paragraph. */
  from: number;
  to: number;
  /** Another one for another place. */
  key: string;
}

/** The "/" that begins the paragraph of the cursor, if nothing but its word stands there. */
export function findSlash(editor: Editor): Slash | undefined {
  const { $from, empty } = editor.state.selection;
  const { parent } = $from;
  if (!empty || $from.depth !== 1 || parent.type.name !== "paragraph" || !editor.isFocused) return undefined;
  const text = parent.textContent;
  if (!/^\/\S*$/.test(text)) return undefined;
  return {
    query: text.slice(1).toLocaleLowerCase(),
    from: $from.before(),
    to: $from.after(),
    key: `${$from.before()}`,
  };
}

type Act = (chain: ChainedCommands) => void;

const ACTS = {
  heading: (chain) => chain.setHeading({ level: 2 }).run(),
  subheading: (chain) => chain.setHeading({ level: 3 }).run(),
  bullets: (chain) => chain.toggleBulletList().run(),
  numbers: (chain) => chain.toggleOrderedList().run(),
  quote: (chain) => chain.setBlockquote().run(),
  code: (chain) => chain.setCodeBlock().run(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  rule: (chain) => chain.setHorizontalRule().run(),
} satisfies Record<string, Act>;

/** Forms of a text, then kinds of blocks, whose words hold what was typed. */
export function listChoices(query: string, withBlocks: boolean, texts: EditorWords): SlashChoice[] {
  const forms = (Object.keys(ACTS) as (keyof typeof ACTS)[]).map((name) => ({
    label: texts.forms[name],
    act: ACTS[name],
  }));
  const blocks = BLOCK_KINDS.filter((kind) => kind !== "text").map((kind) => ({ label: texts.kinds[kind], kind }));
  return [...forms, ...(withBlocks ? blocks : [])].filter(({ label }) => label.toLocaleLowerCase().includes(query));
}
