/** Cleans what is pasted before it is read. It takes no longer than the length of the text asks for, whatever stands in it. */

/** Elements that hold no words of the text. */
const SILENT = /<(style|script|xml|head|title)\b/gi;

/** What Word and browsers put into what is copied and no schema knows: comments, styles of the document, its own elements. */
export function cleanPasted(html: string): string {
  return removeSilent(removeComments(html))
    .replace(/<\/?(?:o|w|v|m|st1):[^<>]*>/gi, "")
    .replace(/<!\[[^<>]*>/g, "");
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
