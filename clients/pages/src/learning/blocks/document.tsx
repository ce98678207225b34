/** The text of a lesson: each known node becomes an element, and what is not known is left out. */

import { cloneElement, type ComponentChildren, type VNode } from "preact";
import type { DocumentNode } from "./block-types.ts";

const LINK = /^(https?:\/\/|mailto:|tel:)/i;
/** A text is less deep than this; what is deeper is left out. */
const MAX_DEPTH = 24;

export function DocumentText({ document }: { document: DocumentNode }) {
  return <div class="lesson-text">{renderAll(document.content, 0)}</div>;
}

/** Whether nothing is written in a document: it would be an empty line. */
export function isBlank({ type, text, content }: DocumentNode): boolean {
  if (type === "text") return !text?.trim();
  return (type === "doc" || type === "paragraph" || type === "hardBreak") && (content ?? []).every(isBlank);
}

/** The address of a link; undefined where it is none that a page may lead to. */
export function getLinkAddress(address: unknown): string | undefined {
  // A browser leaves control characters out of an address before it reads its beginning.
  const plain = typeof address === "string" ? address.replace(/[\u0000-\u0020]/g, "") : "";
  return LINK.test(plain) ? plain : undefined;
}

function renderAll(nodes: DocumentNode[] | undefined, depth: number): ComponentChildren[] {
  if (!Array.isArray(nodes) || depth > MAX_DEPTH) return [];
  return nodes.map((node, index) => {
    const shown = renderNode(node, depth);
    return typeof shown === "object" && shown ? cloneElement(shown, { key: index }) : shown;
  });
}

function renderNode(node: DocumentNode, depth: number): VNode | string | null {
  if (node.type === "text") return renderText(node);
  const inside = renderAll(node.content, depth + 1);
  const { attrs } = node;
  switch (node.type) {
    case "paragraph":
      return <p>{inside.length ? inside : <br />}</p>;
    case "heading":
      return renderHeading(attrs?.["level"], inside);
    case "bulletList":
      return <ul>{inside}</ul>;
    case "orderedList":
      return <ol start={getWhole(attrs?.["start"], 1)}>{inside}</ol>;
    case "listItem":
      return <li>{inside}</li>;
    case "blockquote":
      return <blockquote>{inside}</blockquote>;
    case "codeBlock":
      return (
        <pre tabIndex={0}>
          <code>{inside}</code>
        </pre>
      );
    case "horizontalRule":
      return <hr />;
    case "hardBreak":
      return <br />;
    case "table":
      return (
        <div class="lesson-table" tabIndex={0}>
          <table>
            <tbody>{inside}</tbody>
          </table>
        </div>
      );
    case "tableRow":
      return <tr>{inside}</tr>;
    case "tableHeader":
      return <th {...getSpans(attrs)}>{inside}</th>;
    case "tableCell":
      return <td {...getSpans(attrs)}>{inside}</td>;
    default:
      return null;
  }
}

function renderHeading(level: unknown, inside: ComponentChildren[]): VNode {
  if (level === 3) return <h3>{inside}</h3>;
  return level === 4 ? <h4>{inside}</h4> : <h2>{inside}</h2>;
}

function renderText({ text, marks }: DocumentNode): VNode | string {
  if (!Array.isArray(marks)) return text ?? "";
  return marks.reduceRight<VNode | string>((inside, { type, attrs }) => renderMark(type, attrs, inside), text ?? "");
}

function renderMark(
  type: string,
  attrs: Record<string, unknown> | null | undefined,
  inside: VNode | string,
): VNode | string {
  switch (type) {
    case "bold":
      return <strong>{inside}</strong>;
    case "italic":
      return <em>{inside}</em>;
    case "underline":
      return <u>{inside}</u>;
    case "strike":
      return <s>{inside}</s>;
    case "code":
      return <code>{inside}</code>;
    case "superscript":
      return <sup>{inside}</sup>;
    case "subscript":
      return <sub>{inside}</sub>;
    case "link": {
      const address = getLinkAddress(attrs?.["href"]);
      if (address === undefined) return inside;
      return (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {inside}
        </a>
      );
    }
    default:
      return inside;
  }
}

function getSpans(attrs: DocumentNode["attrs"]): { colSpan: number; rowSpan: number } {
  return { colSpan: getWhole(attrs?.["colspan"], 1), rowSpan: getWhole(attrs?.["rowspan"], 1) };
}

function getWhole(value: unknown, without: number): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : without;
}
