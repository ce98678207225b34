/** What is pasted into a text is cleaned before it is read, however large it is. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanPasted } from "../src/learning/editor/clean-pasted.ts";

test("what Word adds goes, what was written stays", () => {
  const html =
    '<html><head><title>x</title><style>p { color: red }</style></head><!--[if gte mso 9]><xml><w:Word>1</w:Word></xml><![endif]--><p class="MsoNormal"><b>Bread</b><o:p></o:p> and butter</p><script>alert(1)</script></html>';
  assert.equal(cleanPasted(html), "<html><p><b>Bread</b> and butter</p></html>");
});

/** How long (ms) it takes. */
function time(html: string): number {
  const begun = performance.now();
  assert.ok(cleanPasted(html).length >= 0);
  return performance.now() - begun;
}

test("ten times as much takes ten times as long, also where nothing is closed", () => {
  const row =
    "<p class=MsoNormal style='mso-margin-top-alt:auto'><span lang=UZ>one<o:p></o:p></span></p><!--[if !supportLists]-->";
  assert.ok(cleanPasted(row.repeat(100)).startsWith("<p><span>one</span></p>"));
  for (const [piece, count] of [
    [row, 5_000_000 / row.length],
    ["<!--", 500_000],
    ['<a x="', 500_000],
    ["<style>", 500_000],
  ] as const) {
    const tenth = Math.max(5, time(piece.repeat(count / 10)));
    assert.ok(time(piece.repeat(count)) < 40 * tenth, piece);
  }
});

test("of attributes only those of a text stay", () => {
  const html = `<p style="margin:0" onclick="alert('>')"><a href="tel:1" title='x > y'>call</a><img src=x onerror=alert(1)><td colspan=2 rowspan="3" style='width:1px'>a < b</td>`;
  assert.equal(cleanPasted(html), '<p><a href="tel:1">call</a><img><td colspan=2 rowspan="3">a < b</td>');
});

test("what Google Docs says in styles stays, and what Word says of other scripts is no form", () => {
  const docs =
    '<b style="font-weight:normal;" id="docs"><p><span style="font-size:11pt;font-weight:700;font-style:italic">bold</span> <span style="font-weight:400">plain</span></p></b><p>after</p>';
  assert.equal(cleanPasted(docs), "<span><p><b><i>bold</i></b> <span>plain</span></p></span><p>after</p>");
  assert.equal(cleanPasted("<b style='mso-bidi-font-weight:normal'>bold</b>"), "<b>bold</b>");
  assert.equal(cleanPasted('<span style="text-decoration:underline">one</span></span>'), "<u>one</u></span>");
});
