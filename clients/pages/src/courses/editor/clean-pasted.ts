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
  let at = 0;
  for (const { index } of html.matchAll(/<[a-z]/gi)) {
    if (index < at) continue;
    const end = findTagEnd(html, index);
    kept.push(html.slice(at, index));
    if (end < 0) return kept.join("");
    const [tag] = /^<[^\s/>]+/.exec(html.slice(index, end)) ?? [""];
    const given = html.slice(index + tag.length, end);
    // What Google Docs copies stands in a bold element that is not bold.
    const isPlain = /^<b$/i.test(tag) && /font-weight:\s*(?:normal|400)/i.test(given);
    kept.push(isPlain ? "<span" : tag, ...(given.match(KEPT) ?? []), ">");
    at = end + 1;
  }
  return [...kept, html.slice(at)].join("");
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
