/** Cleans what is pasted before it is read. It takes no longer than the length of the text asks for, whatever stands in it. */

/** Elements that hold no words of the text. */
const SILENT = /<(style|script|xml|head|title)\b/gi;

/** The attributes that a text knows, and the one by which the editor knows what was copied from itself. */
const KEPT = /\s(?:href|colspan|rowspan|start|data-pm-slice)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/gi;

/**
 * What no schema knows goes: comments, styles of the document, elements of Word, and all attributes but those that a text
 * has. So nothing of it meets the policy of the page.
 */
export function cleanPasted(html: string): string {
  return removeAttributes(removeSilent(removeComments(html)))
    .replace(/<\/?(?:o|w|v|m|st1):[^<>]*>/gi, "")
    .replace(/<!\[[^<>]*>/g, "");
}

/** A tag that does not end goes, with what follows. */
function removeAttributes(html: string): string {
  const kept: string[] = [];
  const forms = new FormStack();
  let at = 0;
  for (const { index } of html.matchAll(/<\/?[a-z]/gi)) {
    if (index < at) continue;
    const end = findTagEnd(html, index);
    kept.push(html.slice(at, index));
    if (end < 0) return kept.join("");
    const [tag] = /^<\/?[^\s/>]+/.exec(html.slice(index, end)) ?? [""];
    const given = html.slice(index + tag.length, end);
    kept.push(forms.take(tag.toLowerCase(), given) ?? [tag, ...(given.match(KEPT) ?? []), ">"].join(""));
    at = end + 1;
  }
  return [...kept, html.slice(at)].join("");
}

/** The form of a text, as elements and as styles say it. A style of Word for other scripts ("mso-bidi-…") is none. */
const STYLES: [element: string, style: RegExp][] = [
  ["b", /[\s;"']font-weight:\s*(?:bold|[6-9]00)/i],
  ["i", /[\s;"']font-style:\s*italic/i],
  ["u", /[\s;"']text-decoration(?:-line)?:[^;"']*underline/i],
  ["s", /[\s;"']text-decoration(?:-line)?:[^;"']*line-through/i],
];
const PLAIN = /[\s;"']font-weight:\s*(?:normal|400)/i;

/**
 * Google Docs says in styles what is bold, and puts everything into a bold element that is not. Such elements become those
 * that a text knows, and are closed as they were opened.
 */
class FormStack {
  private readonly opened: Record<string, string[][]> = { span: [], b: [] };

  /** The tag as it is to be; undefined for one that says nothing of this. */
  take(tag: string, given: string): string | undefined {
    const isEnd = tag.startsWith("</");
    const opened = this.opened[tag.slice(isEnd ? 2 : 1)];
    if (!opened) return undefined;
    if (isEnd) return opened.pop()?.reduceRight((closed, element) => `${closed}</${element}>`, "");
    const styled = STYLES.filter(([, style]) => style.test(given)).map(([element]) => element);
    const isBold = tag === "<b" && !PLAIN.test(given);
    const elements = isBold && !styled.includes("b") ? ["b", ...styled] : styled;
    opened.push(elements.length ? elements : ["span"]);
    return opened
      .at(-1)
      ?.map((element) => `<${element}>`)
      .join("");
  }
}

/** Where the tag that begins here ends; a quotation may hold its sign. */
function findTagEnd(html: string, begin: number): number {
  let quote = "";
  for (let at = begin; at < html.length; at += 1) {
    const sign = html.charAt(at);
    if (quote) quote = sign === quote ? "" : quote;
    else if (sign === ">") return at;
    else if ((sign === '"' || sign === "'") && html.charAt(at - 1) === "=") quote = sign;
  }
  return -1;
}

/** A comment that does not end goes on to the end, as in browsers. */
function removeComments(html: string): string {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const begin = html.indexOf("<!--", at);
    kept.push(html.slice(at, begin < 0 ? undefined : begin));
    const end = begin < 0 ? -1 : html.indexOf("-->", begin + 4);
    if (end < 0) return kept.join("");
    at = end + 3;
  }
}

/** An element that does not end is left alone: its content may be the text. */
function removeSilent(html: string): string {
  const kept: string[] = [];
  const endless = new Set<string>();
  let at = 0;
  for (const { index, 1: name = "" } of html.matchAll(SILENT)) {
    const kind = name.toLowerCase();
    if (index < at || endless.has(kind)) continue;
    const close = new RegExp(`</${kind}\\s*>`, "gi");
    close.lastIndex = index;
    const end = close.exec(html);
    if (!end) {
      endless.add(kind);
      continue;
    }
    kept.push(html.slice(at, index));
    at = close.lastIndex;
  }
  return [...kept, html.slice(at)].join("");
}
