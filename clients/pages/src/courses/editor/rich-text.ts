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

/** A note has paragraphs, lists and marks only. */
function getExtensions(isNote: boolean): Extensions {
  const shared: Extensions = [Superscript, Subscript];
  if (isNote) {
    const off = { heading: false, blockquote: false, codeBlock: false, horizontalRule: false } as const;
    return [StarterKit.configure({ ...off, link: LINK, trailingNode: false }), ...shared];
  }
  const text = StarterKit.configure({ heading: { levels: [2, 3, 4] }, link: LINK, trailingNode: false });
  return [text, ...shared, Table.configure({ resizable: false }), TableRow, ...[TableHeader, TableCell].map(withoutAlignment)];
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
  isNote: boolean;
  label: string;
  onChange: (document: JSONContent) => void;
  /** Something about the selection changed. */
  onMove: () => void;
  /** Whether the key was taken. */
  onKey: (event: KeyboardEvent) => boolean;
  /** What was to be pasted fits into no lesson; nothing of it was. */
  onTooLong: () => void;
}

/** A document that does not fit the schema begins empty: the server has let none of these in. */
export function createTextEditor({ element, document, isNote, label, onChange, onMove, onKey, onTooLong }: TextEditorOptions): Editor {
  const extensions = getExtensions(isNote);
  return new Editor({
    element,
    extensions,
    content: fits(document, extensions) ? document : (EMPTY_DOCUMENT as JSONContent),
    injectCSS: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, class: "lesson-text", translate: "no" },
      handleKeyDown: (_view, event) => onKey(event),
      transformPastedHTML: cleanPasted,
      handleDOMEvents: {
        paste: (_view, event) => {
          const html = event.clipboardData?.getData("text/html") ?? "";
          if (html.length <= MAX_PASTED || cleanPasted(html).length <= MAX_PASTED) return false;
          event.preventDefault();
          onTooLong();
          return true;
        },
      },
    },
    onUpdate: ({ editor }) => onChange(editor.getJSON()),
    onTransaction: onMove,
  });
}

function fits(document: JSONContent, extensions: Extensions): boolean {
  try {
    getSchema(extensions).nodeFromJSON(document).check();
    return true;
  } catch {
    return false;
  }
}
