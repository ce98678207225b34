/**
 * Texts of discussions: HTML with few tags, which the server has cleaned. It is read here into elements of our own, because
 * our pages turn no text into markup; and what is typed becomes such HTML.
 */

import { h, type ComponentChildren } from "preact";

const SHOWN_AS: Record<string, string> = {
  p: "p",
  br: "br",
  strong: "strong",
  b: "strong",
  em: "em",
  i: "em",
  u: "u",
  s: "s",
  ul: "ul",
  ol: "ol",
  li: "li",
  a: "a",
  h2: "p",
  h3: "p",
  h4: "p",
  blockquote: "blockquote",
  code: "code",
  pre: "pre",
};
const LINK = /^(https?:|mailto:|tel:)/i;
const TOKEN = /<(\/?)([a-z][a-z0-9]*)([^<>]*)>|[^<]+|</gi;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0", apos: "'" };
const ADDRESS = /\b(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/gi;

export interface Element {
  tag: string;
  href: string | undefined;
  children: (Element | string)[];
}

/** The elements of this HTML; tags that are not ours are left out, their text stays. */
export function parseHtml(source: string): Element["children"] {
  const root: Element = { tag: "", href: undefined, children: [] };
  const open = [root];
  for (const [token, slash, name = "", attributes = ""] of source.matchAll(TOKEN)) {
    const tag = name.toLowerCase();
    const parent = open.at(-1) ?? root;
    if (!tag) parent.children.push(decode(token));
    else if (!(tag in SHOWN_AS)) continue;
    else if (slash) closeElement(open, tag);
    else {
      const element: Element = { tag, href: tag === "a" ? findLink(attributes) : undefined, children: [] };
      parent.children.push(element);
      if (tag !== "br") open.push(element);
    }
  }
  return root.children;
}

function closeElement(open: Element[], tag: string): void {
  const place = open.map((element) => element.tag).lastIndexOf(tag);
  if (place > 0) open.length = place;
}

function findLink(attributes: string): string | undefined {
  const address = decode(/\shref="([^"]*)"/i.exec(attributes)?.[1] ?? "");
  return LINK.test(address) ? address : undefined;
}

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name) return ENTITIES[name] ?? whole;
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      return code < 0x110000 ? String.fromCodePoint(code) : whole;
    },
  );
}

/** `names`: of people whom the text mentions; they are set off where they stand. */
export function RichText({ html, names = [] }: { html: string; names?: string[] }) {
  return <div class="forum-text">{parseHtml(html).map((node) => draw(node, names))}</div>;
}

function draw(node: Element | string, names: string[]): ComponentChildren {
  if (typeof node === "string") return setOff(node, names);
  const { tag, href, children } = node;
  if (tag === "br") return <br />;
  const inner = children.map((child) => draw(child, names));
  if (tag === "a")
    return href ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {inner}
      </a>
    ) : (
      inner
    );
  return h(SHOWN_AS[tag] ?? "span", null, /^h\d$/.test(tag) ? <strong>{inner}</strong> : inner);
}

function setOff(text: string, names: string[]): ComponentChildren {
  const [name] = names.filter((one) => text.includes(`@${one}`)).sort((one, other) => other.length - one.length);
  if (name === undefined) return text;
  const parts = text.split(`@${name}`);
  return parts.flatMap((part, place) =>
    place ? [<b class="mention">{`@${name}`}</b>, setOff(part, names)] : [setOff(part, names)],
  );
}

/** The words of this HTML as they are typed: paragraphs after an empty line. */
export function toPlain(html: string): string {
  const write = (node: Element | string): string => {
    if (typeof node === "string") return node;
    const inner = node.children.map(write).join("");
    if (node.tag === "br") return "\n";
    if (node.tag === "li") return `– ${inner.trim()}\n`;
    return ["p", "h2", "h3", "h4", "blockquote", "pre", "ul", "ol"].includes(node.tag) ? `${inner.trim()}\n\n` : inner;
  };
  return parseHtml(html)
    .map(write)
    .join("")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** HTML of what was typed: an empty line begins a paragraph, an address becomes a link. */
export function toHtml(plain: string): string {
  if (!plain.trim()) return "";
  const link = (text: string) =>
    text
      .split(ADDRESS)
      .map((part, place) => (place % 2 ? `<a href="${escape(part)}">${escape(part)}</a>` : escape(part)))
      .join("");
  const paragraphs = plain.trim().split(/\n\s*\n/);
  return paragraphs.map((paragraph) => `<p>${paragraph.trim().split("\n").map(link).join("<br>")}</p>`).join("");
}

export function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** Whether plain words say all that this HTML says. */
export function isPlain(html: string): boolean {
  return toHtml(toPlain(html)) === html;
}
