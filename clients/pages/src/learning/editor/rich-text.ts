/** The editor of texts: what may stand in a text and in a note, as the server takes it. Loaded with the first text. */

import { Editor, getSchema, type Extensions, type JSONContent } from "@tiptap/core";
import Subscript from "@tiptap/extension-subscript";
import Superscript from "@tiptap/extension-superscript";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";
import { getLinkAddress } from "../blocks/document.tsx";
import { cleanPasted } from "./clean-pasted.ts";
import { EMPTY_DOCUMENT } from "./data.ts";

export type { Editor, JSONContent };

const LINK = {
  openOnClick: false,
  defaultProtocol: "https",
  isAllowedUri: (address: string) => getLinkAddress(address) !== undefined,
  shouldAutoLink: (address: string) => getLinkAddress(address) !== undefined,
};

/** What a text may have: all of a lesson; paragraphs, lists and marks of a note; what discussions keep, which is HTML. */
export type TextForm = "lesson" | "note" | "post";

function getExtensions(form: TextForm): Extensions {
  if (form === "post")
    return [
      StarterKit.configure({ heading: { levels: [2, 3, 4] }, horizontalRule: false, link: LINK, trailingNode: false }),
    ];
  const shared: Extensions = [Superscript, Subscript];
  if (form === "note") {
    const off = { heading: false, blockquote: false, codeBlock: false, horizontalRule: false } as const;
    return [StarterKit.configure({ ...off, link: LINK, trailingNode: false }), ...shared];
  }
  const text = StarterKit.configure({ heading: { levels: [2, 3, 4] }, link: LINK, trailingNode: false });
  return [
    text,
    ...shared,
    Table.configure({ resizable: false }),
    TableRow,
    ...[TableHeader, TableCell].map(withoutAlignment),
  ];
}

/** The schema of the server knows no alignment of cells. */
function withoutAlignment(cell: typeof TableCell): typeof TableCell {
  return cell.extend({
    addAttributes() {
      const { align: _, ...kept } = (this.parent?.() ?? {}) as Record<string, object>;
      return kept;
    },
  });
}

/** A lesson takes as many bytes; as HTML, without what Word adds, a text is shorter than as the editor keeps it. */
const MAX_PASTED = 1024 * 1024;

interface TextEditorOptions {
  element: HTMLElement;
  document: JSONContent;
  form: TextForm;
  label: string;
  onChange: (document: JSONContent) => void;
  /** Something about the selection changed. */
  onMove: () => void;
  /** Whether the key was taken. */
  onKey: (event: KeyboardEvent) => boolean;
  /** What was to be pasted fits into no lesson; nothing of it was. */
  onTooLong: () => void;
  /** Reads what is pasted or dropped in place of the editor, which would turn it into markup of its own. */
  read?: PasteReader;
}

export interface PasteReader {
  /** What is written for this HTML, which is clean; none of what says nothing. */
  toNodes: (html: string) => JSONContent[];
  /** Takes files that were pasted or dropped. */
  takeFiles: (files: File[]) => void;
}

/** A document that does not fit the schema begins empty: the server has let none of these in. */
export function createTextEditor({
  element,
  document,
  form,
  label,
  onChange,
  onMove,
  onKey,
  onTooLong,
  read,
}: TextEditorOptions): Editor {
  const extensions = getExtensions(form);
  const made: Editor = new Editor({
    element,
    extensions,
    content: fits(document, extensions) ? document : (EMPTY_DOCUMENT as JSONContent),
    injectCSS: false,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        class: "lesson-text",
        translate: "no",
      },
      handleKeyDown: (_view, event) => onKey(event),
      transformPastedHTML: cleanPasted,
      handleDOMEvents: {
        paste: (_view, event) => {
          const html = event.clipboardData?.getData("text/html") ?? "";
          if (html.length <= MAX_PASTED || cleanPasted(html).length <= MAX_PASTED)
            return read ? takeGiven(made, read, event.clipboardData, event) : false;
          event.preventDefault();
          onTooLong();
          return true;
        },
        drop: (view, event) => {
          if (!read || view.dragging) return false;
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
          return takeGiven(made, read, event.dataTransfer, event, at);
        },
      },
    },
    onUpdate: ({ editor }) => onChange(editor.getJSON()),
    onTransaction: onMove,
  });
  return made;
}

/** Whether it was taken: files, or HTML. Plain words are left to the editor. */
function takeGiven(editor: Editor, read: PasteReader, given: DataTransfer | null, event: Event, at?: number): boolean {
  const html = given?.getData("text/html") ?? "";
  const files = [...(given?.files ?? [])];
  if (!html && !files.length) return false;
  event.preventDefault();
  // A picture of another page comes as a file and as HTML that only leads to it.
  if (files.length) read.takeFiles(files);
  else {
    const nodes = editor.isActive("codeBlock") ? [] : read.toNodes(cleanPasted(html));
    const plain = given?.getData("text/plain") ?? "";
    const put = nodes.length ? nodes : plain ? [{ type: "text", text: plain }] : [];
    if (put.length)
      editor
        .chain()
        .focus()
        .insertContentAt(at ?? { from: editor.state.selection.from, to: editor.state.selection.to }, put)
        .run();
  }
  return true;
}

function fits(document: JSONContent, extensions: Extensions): boolean {
  try {
    getSchema(extensions).nodeFromJSON(document).check();
    return true;
  } catch {
    return false;
  }
}
