/** Writes the text of a block: with buttons, keys, and a menu that "/" opens in an empty paragraph. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { fromImportError } from "../../errors.ts";
import { Problem } from "../../ui/problem.tsx";
import { Waiting } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { editorWords } from "./words/index.ts";
import type { BlockKind, DocumentNode } from "../blocks/block-types.ts";
import type { Editor, JSONContent } from "./rich-text.ts";
import { SlashMenu, type SlashChoice } from "./slash-menu.tsx";
import { findSlash, listChoices, type Slash } from "./slash.ts";
import { TextToolbar } from "./text-toolbar.tsx";

interface TextEditorProps {
  label: string;
  document: DocumentNode;
  onChange: (document: DocumentNode) => void;
  isNote?: boolean;
  /** Put a block of this kind behind this one; `rest` is what stood behind the place. Without it the menu has texts only. */
  onInsert?: (kind: BlockKind, before: DocumentNode, rest: DocumentNode | undefined) => void;
  focus?: boolean;
}

/** The text is its own once it is drawn: another document needs another `key`. */
export function TextEditor({ label, document, onChange, isNote = false, onInsert, focus = false }: TextEditorProps) {
  const texts = editorWords.use();
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const [, draw] = useState(0);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState("");
  const found = editor && !isNote ? findSlash(editor) : undefined;
  const slash = found && dismissed !== found.key ? found : undefined;
  const choices = slash ? listChoices(slash.query, onInsert !== undefined, texts) : [];
  const chosen = Math.min(active, choices.length - 1);
  const choose = (choice: SlashChoice | undefined) => {
    if (editor && slash && choice) takeChoice(editor, slash, choice, onInsert);
    setActive(0);
  };
  const pressed = (event: KeyboardEvent): boolean => {
    if (!slash || !choices.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      setActive((chosen + (event.key === "ArrowDown" ? 1 : choices.length - 1)) % choices.length);
    } else if (event.key === "Enter" || event.key === "Tab") choose(choices[chosen]);
    else if (event.key === "Escape") setDismissed(slash.key);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const present = useRef({ onChange, pressed });
  present.current = { onChange, pressed };
  useEffect(() => {
    let made: Editor | undefined;
    let left = false;
    setError(undefined);
    const begin = async () => {
      const { createTextEditor } = await import("./rich-text.ts");
      if (left || !place.current) return;
      made = createTextEditor({
        element: place.current,
        document: document as JSONContent,
        form: isNote ? "note" : "lesson",
        label,
        onChange: (written) => present.current.onChange(written as DocumentNode),
        onMove: () => draw((n) => n + 1),
        onKey: (event) => present.current.pressed(event),
        onTooLong: () => showNotice(texts.pasteTooLong),
      });
      if (focus) made.commands.focus("end");
      setEditor(made);
    };
    void begin().catch((reason: unknown) => setError(() => fromImportError(reason)));
    return () => {
      left = true;
      made?.destroy();
    };
  }, [tries]);
  useEffect(() => {
    const written = editor?.view.dom;
    if (slash && choices.length) {
      written?.setAttribute("aria-controls", id);
      written?.setAttribute("aria-activedescendant", `${id}-${chosen}`);
    } else {
      written?.removeAttribute("aria-controls");
      written?.removeAttribute("aria-activedescendant");
    }
  });
  return (
    <div class="text-editor">
      {editor ? (
        <TextToolbar editor={editor} form={isNote ? "note" : "lesson"} label={label} />
      ) : error ? null : (
        <Waiting />
      )}
      {error ? <Problem error={error} again={() => setTries((n) => n + 1)} /> : null}
      <div ref={place} />
      {slash && choices.length ? <SlashMenu id={id} choices={choices} chosen={chosen} choose={choose} /> : null}
    </div>
  );
}

/** The "/" goes, and what was chosen comes. */
function takeChoice(
  editor: Editor,
  { from, to }: Slash,
  choice: SlashChoice,
  insert: TextEditorProps["onInsert"],
): void {
  if ("act" in choice) {
    choice.act(
      editor
        .chain()
        .focus()
        .deleteRange({ from: from + 1, to: to - 1 }),
    );
    return;
  }
  const { content } = editor.state.doc;
  const cut = (begin: number, end: number): DocumentNode => {
    const nodes = (content.cut(begin, end).toJSON() ?? []) as DocumentNode[];
    return { type: "doc", content: nodes.length ? nodes : [{ type: "paragraph" }] };
  };
  const rest = to < content.size ? cut(to, content.size) : undefined;
  const before = cut(0, from);
  if (rest) editor.chain().deleteRange({ from, to: content.size }).run();
  else editor.commands.deleteRange({ from: from + 1, to: to - 1 });
  insert?.(choice.kind, before, rest);
}
