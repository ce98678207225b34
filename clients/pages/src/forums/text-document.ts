/** The HTML of discussions as the editor keeps a text, and back. */

import type { JSONContent } from "@tiptap/core";
import { escape, parseHtml, toHtml, type Element } from "./rich-text.tsx";

type Node = Element | string;

const MARKS: Record<string, string> = {
  strong: "bold",
  b: "bold",
  em: "italic",
  i: "italic",
  u: "underline",
  s: "strike",
  code: "code",
  a: "link",
};
const BLOCKS = ["p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre"];
/** Elements of other pages that stand for themselves, as paragraphs do. */
const FOREIGN = /<(\/?)(?:div|section|article|header|footer|main|tr|h1|h5|h6|dt|dd|figcaption)(?=[\s>])/gi;

export function toDocument(html: string): JSONContent {
  return { type: "doc", content: atLeastOne(toBlocks(parseHtml(html))) };
}

/** What was typed as plain words so far: a space or a line at its end stays, as somebody types on. */
export function fromTyped(plain: string): JSONContent {
  const document = toDocument(toHtml(plain));
  const [end = ""] = /\s+$/.exec(plain) ?? [];
  const last = document.content?.at(-1);
  if (end.includes("\n")) document.content?.push({ type: "paragraph" });
  else if (end && last) last.content = [...(last.content ?? []), { type: "text", text: end }];
  return document;
}

/** The nodes of what was copied elsewhere: words alone go into the paragraph where one is. */
export function readPasted(html: string): JSONContent[] {
  const nodes = toBlocks(parseHtml(html.replace(FOREIGN, "<$1p").replace(/\s+/g, " ")));
  const [first] = nodes;
  return nodes.length === 1 && first?.type === "paragraph" ? (first.content ?? []) : nodes;
}

function atLeastOne(blocks: JSONContent[]): JSONContent[] {
  return blocks.length ? blocks : [{ type: "paragraph" }];
}

function isBlock(node: Node): boolean {
  return typeof node !== "string" && BLOCKS.includes(node.tag);
}

/** Blocks as they stand; words between them become paragraphs. */
function toBlocks(nodes: Node[]): JSONContent[] {
  const blocks: JSONContent[] = [];
  let run: Node[] = [];
  const end = () => {
    const content = trim(run.flatMap((node) => toInline(node, [])));
    if (content.length) blocks.push({ type: "paragraph", content });
    run = [];
  };
  for (const node of nodes) {
    if (typeof node === "string") run.push(node);
    else if (isBlock(node)) {
      end();
      blocks.push(...toBlock(node));
    } else if (hasBlock(node)) {
      // A mark around blocks, as some pages have: the blocks stay.
      end();
      blocks.push(...toBlocks(node.children));
    } else run.push(node);
  }
  end();
  return blocks;
}

function hasBlock(node: Element): boolean {
  return node.children.some((child) => isBlock(child) || (typeof child !== "string" && hasBlock(child)));
}

function toBlock({ tag, children }: Element): JSONContent[] {
  switch (tag) {
    case "ul":
    case "ol": {
      const items = children.filter((child): child is Element => typeof child !== "string");
      const content = items.map((item) => ({
        type: "listItem",
        content: beginWithParagraph(toBlocks(item.tag === "li" ? item.children : [item])),
      }));
      return content.length ? [{ type: tag === "ul" ? "bulletList" : "orderedList", content }] : [];
    }
    case "li":
      return [{ type: "bulletList", content: [{ type: "listItem", content: beginWithParagraph(toBlocks(children)) }] }];
    case "blockquote":
      return [{ type: "blockquote", content: atLeastOne(toBlocks(children)) }];
    case "pre": {
      const text = readWords(children);
      return [{ type: "codeBlock", ...(text ? { content: [{ type: "text", text }] } : {}) }];
    }
    default: {
      if (children.some(isBlock)) return toBlocks(children);
      const content = trim(children.flatMap((child) => toInline(child, [])));
      if (tag === "p") return [{ type: "paragraph", ...(content.length ? { content } : {}) }];
      return content.length ? [{ type: "heading", attrs: { level: Number(tag.slice(1)) }, content }] : [];
    }
  }
}

function beginWithParagraph(blocks: JSONContent[]): JSONContent[] {
  return blocks[0]?.type === "paragraph" ? blocks : [{ type: "paragraph" }, ...blocks];
}

function readWords(nodes: Node[]): string {
  return nodes
    .map((node) => (typeof node === "string" ? node : node.tag === "br" ? "\n" : readWords(node.children)))
    .join("");
}

type Mark = { type: string; attrs?: Record<string, unknown> };

function toInline(node: Node, marks: Mark[]): JSONContent[] {
  if (typeof node === "string")
    return node ? [{ type: "text", text: node.replace(/[\r\n\t]+/g, " "), ...(marks.length ? { marks } : {}) }] : [];
  if (node.tag === "br") return [{ type: "hardBreak" }];
  return node.children.flatMap((child) => toInline(child, addMark(marks, node)));
}

/** Words of code have no other mark. */
function addMark(marks: Mark[], { tag, href }: Element): Mark[] {
  const type = MARKS[tag];
  if (!type || (type === "link" && !href) || marks.some((mark) => mark.type === type || mark.type === "code"))
    return marks;
  if (type === "code") return [{ type }];
  return [...marks, type === "link" ? { type, attrs: { href } } : { type }];
}

/** Without spaces at the beginning and the end, and without empty words. */
function trim(nodes: JSONContent[]): JSONContent[] {
  const kept = nodes.filter(({ type, text }) => type !== "text" || text);
  if (kept[0]?.text !== undefined) kept[0] = { ...kept[0], text: kept[0].text.trimStart() };
  const last = kept.length - 1;
  if (kept[last]?.text !== undefined) kept[last] = { ...kept[last], text: kept[last].text?.trimEnd() ?? "" };
  return kept.filter(({ type, text }) => type !== "text" || text);
}

/** The HTML of a text; "" of one without words. Empty paragraphs at its end are left out. */
export function toPostHtml(document: JSONContent): string {
  const blocks = [...(document.content ?? [])];
  while (blocks.length && !hasWords(blocks.at(-1))) blocks.pop();
  return blocks.map(writeBlock).join("");
}

function hasWords(node: JSONContent | undefined): boolean {
  return Boolean(node?.text?.trim()) || (node?.content ?? []).some(hasWords);
}

const WRITTEN_AS: Record<string, string> = {
  paragraph: "p",
  bulletList: "ul",
  orderedList: "ol",
  listItem: "li",
  blockquote: "blockquote",
};

function writeBlock(node: JSONContent): string {
  const inside = (node.content ?? [])
    .map((child) => (isInline(child) ? writeInline(child) : writeBlock(child)))
    .join("");
  if (node.type === "heading") return wrap(`h${String(node.attrs?.["level"] ?? 2)}`, inside);
  if (node.type === "codeBlock") return `<pre><code>${inside}</code></pre>`;
  return wrap(WRITTEN_AS[node.type ?? ""] ?? "p", inside);
}

function isInline({ type }: JSONContent): boolean {
  return type === "text" || type === "hardBreak";
}

const WRITTEN_MARKS: Record<string, string> = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strike: "s",
  code: "code",
};

function writeInline({ type, text = "", marks = [] }: JSONContent): string {
  if (type === "hardBreak") return "<br>";
  return marks.reduceRight((inside, mark) => {
    if (mark.type === "link") return `<a href="${escape(String(mark.attrs?.["href"] ?? ""))}">${inside}</a>`;
    const tag = WRITTEN_MARKS[mark.type];
    return tag ? wrap(tag, inside) : inside;
  }, escape(text));
}

function wrap(tag: string, inside: string): string {
  return `<${tag}>${inside}</${tag}>`;
}
