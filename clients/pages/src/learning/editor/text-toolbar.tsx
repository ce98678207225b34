/** The buttons above a text. One of them is in the order of the Tab key; the arrow keys lead to the others. */

import type { ChainedCommands } from "@tiptap/core";
import { useRef, useState } from "preact/hooks";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { editorWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { getLinkAddress } from "../blocks/document.tsx";
import { asForm } from "./block-form.ts";
import type { Editor, TextForm } from "./rich-text.ts";

interface Tool {
  name: string;
  sign: string;
  isOn?: boolean;
  off?: boolean;
  act: (chain: ChainedCommands) => ChainedCommands;
}

interface TextToolbarProps {
  editor: Editor;
  form: TextForm;
  label: string;
}

/** Marks that the HTML of discussions does not have. */
const NO_POST = ["superscript", "subscript"];

export function TextToolbar({ editor, form, label }: TextToolbarProps) {
  const texts = editorWords.use();
  const [linking, setLinking] = useState(false);
  const [current, setCurrent] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const marks: Tool[] = (
    [
      ["bold", "B"],
      ["italic", "I"],
      ["underline", "U"],
      ["strike", "S"],
      ["superscript", "x²"],
      ["subscript", "x₂"],
      ["code", "<>"],
    ] as const
  )
    .filter(([name]) => form !== "post" || !NO_POST.includes(name))
    .map(([name, sign]) => ({
      name: texts.marks[name],
      sign,
      isOn: editor.isActive(name),
      act: (chain) => chain.toggleMark(name),
    }));
  const lists: Tool[] = [
    {
      name: texts.forms.bullets,
      sign: "•",
      isOn: editor.isActive("bulletList"),
      act: (chain) => chain.toggleBulletList(),
    },
    {
      name: texts.forms.numbers,
      sign: "1.",
      isOn: editor.isActive("orderedList"),
      act: (chain) => chain.toggleOrderedList(),
    },
  ];
  const forms: Tool[] =
    form === "note"
      ? []
      : [
          {
            name: texts.forms.heading,
            sign: "H1",
            isOn: editor.isActive("heading", { level: 2 }),
            act: (chain) => chain.toggleHeading({ level: 2 }),
          },
          {
            name: texts.forms.subheading,
            sign: "H2",
            isOn: editor.isActive("heading", { level: 3 }),
            act: (chain) => chain.toggleHeading({ level: 3 }),
          },
          {
            name: texts.forms.quote,
            sign: "”",
            isOn: editor.isActive("blockquote"),
            act: (chain) => chain.toggleBlockquote(),
          },
        ];
  if (form === "lesson")
    forms.push({
      name: texts.forms.table,
      sign: "⊞",
      off: editor.isActive("table"),
      act: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
    });
  const table: Tool[] = editor.isActive("table")
    ? [
        { name: texts.table.addRow, sign: "+↓", act: (chain) => chain.addRowAfter() },
        { name: texts.table.addColumn, sign: "+→", act: (chain) => chain.addColumnAfter() },
        { name: texts.table.removeRow, sign: "−↓", act: (chain) => chain.deleteRow() },
        { name: texts.table.removeColumn, sign: "−→", act: (chain) => chain.deleteColumn() },
        { name: texts.table.remove, sign: "⊟", act: (chain) => chain.deleteTable() },
      ]
    : [];
  const undo: Tool[] = [
    { name: texts.undo, sign: "↶", off: !editor.can().undo(), act: (chain) => chain.undo() },
    { name: texts.redo, sign: "↷", off: !editor.can().redo(), act: (chain) => chain.redo() },
  ];
  const tools = [...marks, ...lists, ...forms, ...table, ...undo];
  const place = Math.min(current, tools.length);
  const steer = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (place + step + tools.length + 1) % (tools.length + 1);
    setCurrent(next);
    (bar.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <>
      <div ref={bar} class="text-tools" role="toolbar" aria-label={texts.tools(label)} onKeyDown={steer}>
        {tools.map((tool, index) => (
          <button
            key={tool.name}
            type="button"
            class="plain"
            aria-label={tool.name}
            title={tool.name}
            aria-pressed={tool.isOn}
            aria-disabled={tool.off}
            tabIndex={index === place ? 0 : -1}
            onFocus={() => setCurrent(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => !tool.off && tool.act(editor.chain().focus()).run()}
          >
            <span aria-hidden="true" data-sign={tool.sign} />
          </button>
        ))}
        <button
          type="button"
          class="plain"
          aria-label={texts.marks.link}
          title={texts.marks.link}
          aria-pressed={editor.isActive("link")}
          tabIndex={place === tools.length ? 0 : -1}
          onFocus={() => setCurrent(tools.length)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setLinking(true)}
        >
          <Icon name="link" />
        </button>
      </div>
      {linking ? <LinkDialog editor={editor} close={() => setLinking(false)} /> : null}
    </>
  );
}

/** A link over the chosen words; without any its address is written. An empty address takes the link away. */
function LinkDialog({ editor, close }: { editor: Editor; close: () => void }) {
  const words = useWords();
  const texts = editorWords.use();
  const [values, setValues] = useState({ url: String(editor.getAttributes("link")["href"] ?? "") });
  const [error, setError] = useState("");
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    // The text may stand in a form, which is not to be sent.
    event.stopPropagation();
    const typed = values.url.trim();
    const scheme = typed.includes("@") ? "mailto" : "https";
    const href = /^[a-z]+:/i.test(typed) || !typed ? typed : `${scheme}:${scheme === "https" ? "//" : ""}${typed}`;
    if (href && !getLinkAddress(href)) return setError(texts.linkWrong);
    close();
    const chain = editor.chain().focus().extendMarkRange("link");
    if (!href) chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive("link"))
      chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
  };
  return (
    <Dialog label={texts.marks.link} close={close}>
      <form noValidate onSubmit={send}>
        <TextField
          of={asForm(values, setValues, error ? { url: error } : {})}
          name="url"
          label={texts.address}
          hint={texts.linkHelp}
          maxLength={2000}
          autofocus
          required
        />
        <DialogButtons word={words.form.save} busy={false} main close={close} />
      </form>
    </Dialog>
  );
}
