/** The editor of a text in discussions: forms and links as in lessons, "@" names people. Loaded with the first text. */

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { createTextEditor, Editor, JSONContent } from "../learning/editor/rich-text.ts";
import { TextToolbar } from "../learning/editor/text-toolbar.tsx";
import type { ControlProps } from "../ui/form/field.tsx";
import type { Pick } from "../ui/form/pick-field.tsx";
import { showNotice } from "../ui/notices.tsx";
import { editorWords } from "../learning/editor/words/index.ts";
import { forumWords } from "./words/index.ts";
import { readPasted, toPostHtml } from "./text-document.ts";

/** How long (ms) a pause in typing is before the server is asked for people. */
const DEBOUNCE_MS = 200;
const SHOWN_PEOPLE = 6;

export interface RichEditorProps {
  create: typeof createTextEditor;
  control: ControlProps;
  label: string;
  /** The text at first. */
  document: JSONContent;
  onChange: (html: string) => void;
  focus: boolean;
  find?: ((typed: string) => Promise<Pick[]>) | undefined;
  onMention?: ((person: Pick) => void) | undefined;
  onFiles?: ((files: File[]) => void) | undefined;
}

/** The text is its own once it is drawn: another one needs another `key`. */
export function RichEditor({
  create,
  control,
  label,
  document,
  onChange,
  focus,
  find,
  onMention,
  onFiles,
}: RichEditorProps) {
  const texts = editorWords.use();
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const [, draw] = useState(0);
  const mention = useMention(editor, find, onMention);
  const pressed = (event: KeyboardEvent): boolean => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      place.current?.closest("form")?.requestSubmit();
      return true;
    }
    return mention.press(event);
  };
  const present = useRef({ onChange, pressed, onFiles });
  present.current = { onChange, pressed, onFiles };
  useLayoutEffect(() => {
    if (!place.current) return undefined;
    const made = create({
      element: place.current,
      document,
      form: "post",
      label,
      onChange: (written) => present.current.onChange(toPostHtml(written)),
      onMove: () => draw((n) => n + 1),
      onKey: (event) => present.current.pressed(event),
      onTooLong: () => showNotice(texts.pasteTooLong),
      read: { toNodes: readPasted, takeFiles: (files) => present.current.onFiles?.(files) },
    });
    if (focus) {
      made.commands.setTextSelection(made.state.doc.content.size);
      made.view.focus();
    }
    setEditor(made);
    return () => made.destroy();
  }, []);
  const described = control["aria-describedby"];
  useEffect(() => {
    const written = editor?.view.dom;
    if (!written) return;
    const said: Record<string, string | undefined> = {
      id: control.id,
      dir: "auto",
      "aria-invalid": control["aria-invalid"] ? "true" : undefined,
      "aria-required": control["aria-required"] ? "true" : undefined,
      "aria-describedby": described,
      "aria-controls": mention.people.length ? mention.id : undefined,
      "aria-activedescendant": mention.people.length ? `${mention.id}-${mention.chosen}` : undefined,
    };
    for (const [name, value] of Object.entries(said)) {
      if (value === undefined) written.removeAttribute(name);
      else written.setAttribute(name, value);
    }
  });
  return (
    <div class="text-editor">
      {editor ? <TextToolbar editor={editor} form="post" label={label} /> : null}
      <div ref={place} />
      {mention.people.length ? <People of={mention} /> : null}
    </div>
  );
}

interface Mention {
  id: string;
  people: Pick[];
  chosen: number;
  choose: (person: Pick | undefined) => void;
  /** Whether the key was taken. */
  press: (event: KeyboardEvent) => boolean;
}

/** Whom "@" and the letters after it may mean. */
function useMention(
  editor: Editor | undefined,
  find: RichEditorProps["find"],
  onMention: RichEditorProps["onMention"],
): Mention {
  const id = useId();
  const [found, setFound] = useState<{ asked: string; people: Pick[] }>({ asked: "", people: [] });
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState("");
  const typed = editor && find ? findTyped(editor) : undefined;
  const key = typed && `${typed.from} ${typed.query}`;
  useEffect(() => {
    if (key === undefined || !typed || !find) return undefined;
    const timer = setTimeout(() => {
      find(typed.query).then(
        (people) => {
          setFound({ asked: key, people: people.slice(0, SHOWN_PEOPLE) });
          setActive(0);
        },
        // Without an answer the name is typed.
        () => undefined,
      );
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  const people = key !== undefined && found.asked === key && dismissed !== key ? found.people : [];
  const chosen = Math.min(active, people.length - 1);
  const choose = (person: Pick | undefined) => {
    if (!editor || !typed || !person) return;
    editor
      .chain()
      .focus()
      .insertContentAt({ from: typed.from, to: typed.to }, { type: "text", text: `@${person.label} ` })
      .run();
    onMention?.(person);
  };
  const press = (event: KeyboardEvent): boolean => {
    if (!people.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp")
      setActive((chosen + (event.key === "ArrowDown" ? 1 : people.length - 1)) % people.length);
    else if (event.key === "Enter" || event.key === "Tab") choose(people[chosen]);
    else if (event.key === "Escape") setDismissed(key ?? "");
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { id, people, chosen, choose, press };
}

/** The "@" before the cursor with what follows it: a name of one word or two. */
function findTyped(editor: Editor): { query: string; from: number; to: number } | undefined {
  const { $from, empty } = editor.state.selection;
  if (!empty || !editor.isFocused || !$from.parent.isTextblock || $from.parent.type.name === "codeBlock")
    return undefined;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
  const [whole, query = ""] = /(?:^|[\s(])@([^\s@]{0,30}(?: [^\s@]{1,30})?)$/.exec(before) ?? [];
  if (whole === undefined) return undefined;
  return { query, from: $from.pos - query.length - 1, to: $from.pos };
}

function People({ of: { id, people, chosen, choose } }: { of: Mention }) {
  const texts = forumWords.use();
  return (
    <ul id={id} class="slash-menu" role="listbox" aria-label={texts.mention}>
      {people.map((person, index) => (
        <li
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          // The text keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(person)}
        >
          {person.label}
        </li>
      ))}
    </ul>
  );
}
