/** The text of a lesson becomes known elements only; pieces of sounds are joined; progress waits until the server has it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { VNode } from "preact";
import { DocumentText, getLinkAddress, isBlank } from "../src/learning/blocks/document.tsx";
import { joinPieces, measurePieces, PieceCollector } from "../src/learning/blocks/pieces.ts";
import { addChange, buildBody, removeSent } from "../src/learning/learn/pending-progress.ts";
import { checkScript } from "../src/trusted-scripts.ts";

/** The tree of elements as text. */
function write(node: unknown): string {
  if (node === null || node === undefined || typeof node === "boolean") return "";
  if (typeof node !== "object") return String(node);
  if (Array.isArray(node)) return node.map(write).join("");
  const { type, props } = node as VNode<Record<string, unknown>>;
  if (typeof type === "function") return write((type as (given: object) => unknown)(props));
  const href = props["href"] ? ` ${String(props["href"])}` : "";
  return `<${type}${href}>${write(props["children"])}</${type}>`;
}

const text = (words: string, ...marks: { type: string; attrs?: Record<string, unknown> }[]) => ({
  type: "text",
  text: words,
  marks,
});
const shown = (...content: object[]) => write(DocumentText({ document: { type: "doc", content: content as never } }));
const paragraph = (...content: object[]) => ({ type: "paragraph", content });

test("known nodes and marks become elements; others are left out, with the text of unknown marks kept", () => {
  const bold = shown(paragraph(text("one", { type: "bold" }, { type: "italic" }), text(" two", { type: "blink" })));
  assert.equal(bold, "<div><p><strong><em>one</em></strong> two</p></div>");
  assert.equal(shown({ type: "script", content: [text("alert(1)")] }, paragraph(text("<b>"))), "<div><p><b></p></div>");
  const table = {
    type: "table",
    content: [
      { type: "tableRow", content: [{ type: "tableHeader", attrs: { colspan: -3 }, content: [paragraph(text("a"))] }] },
    ],
  };
  assert.equal(shown(table), "<div><div><table><tbody><tr><th><p>a</p></th></tr></tbody></table></div></div>");
  assert.equal(shown({ type: "heading", attrs: { level: 1 }, content: [text("h")] }), "<div><h2>h</h2></div>");
});

test("only addresses that lead to pages, letters and phones become links", () => {
  const link = (href: unknown) => shown(paragraph(text("here", { type: "link", attrs: { href } })));
  assert.equal(link("https://example.uz/a"), "<div><p><a https://example.uz/a>here</a></p></div>");
  for (const bad of [
    "javascript:alert(1)",
    " java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,x",
    "//example.uz",
    "/app/",
    5,
    null,
  ]) {
    assert.equal(link(bad), "<div><p>here</p></div>", String(bad));
  }
  assert.equal(getLinkAddress("tel:+998901234567"), "tel:+998901234567");
  assert.equal(getLinkAddress("mailto:a@example.uz"), "mailto:a@example.uz");
});

test("a text that is too deep ends", () => {
  let deep: object = paragraph(text("bottom"));
  for (let n = 0; n < 100; n += 1) deep = { type: "blockquote", content: [deep] };
  assert.ok(!shown(deep).includes("bottom"));
});

test("what was jumped over is in no piece, and a piece that plays on is told in parts", () => {
  const collector = new PieceCollector();
  for (const at of [0, 250, 500, 750]) collector.move(at);
  assert.deepEqual(collector.take(), [[0, 750]]);
  collector.move(1000);
  collector.stop(1200);
  collector.move(9000);
  collector.move(9250);
  collector.move(60_000);
  assert.deepEqual(collector.take(), [
    [750, 1200],
    [9000, 9250],
  ]);
  collector.stop();
  assert.deepEqual(collector.take(), []);
});

test("pieces are joined whatever their order", () => {
  assert.deepEqual(
    joinPieces([
      [5, 9],
      [0, 3],
      [2, 6],
      [20, 20],
    ]),
    [[0, 9]],
  );
  assert.equal(
    measurePieces([
      [0, 10],
      [5, 15],
      [30, 40],
    ]),
    25,
  );
});

test("progress that waits is added up, and what came during the sending stays", () => {
  const first = addChange(undefined, "me", "l", { block: "a", position: 5, seconds: 70, pieces: { a: [[0, 5]] } });
  const second = addChange(first, "me", "l", { scrolled: true, seconds: 3, pieces: { a: [[4, 9]] } });
  assert.deepEqual(buildBody(second), {
    block: "a",
    position_ms: 5,
    scrolled: true,
    watched: [{ block: "a", pieces: [[0, 9]] }],
    seconds: 73,
  });
  assert.equal(removeSent(second, second), undefined);
  assert.equal(removeSent(undefined, second), undefined);
  assert.equal(removeSent(second, first)?.seconds, 3);
  assert.equal(removeSent(second, first)?.scrolled, true);
});

test("only our own scripts are started", () => {
  assert.equal(checkScript("/app/sw.js"), "/app/sw.js");
  assert.equal(checkScript("/static/pages/file-EJWEBC5X.js"), "/static/pages/file-EJWEBC5X.js");
  for (const bad of [
    "https://example.uz/app/sw.js",
    "/app/sw.js?x",
    "/static/pages/../media/file-EJWEBC5X.js",
    "/media/a.js",
  ])
    assert.equal(checkScript(bad), "");
});

test("a document without words is known, so that no empty line is drawn for it", () => {
  const text = (words: string) => ({ type: "paragraph", content: [{ type: "text", text: words }] });
  for (const blank of [
    { type: "doc" },
    { type: "doc", content: [{ type: "paragraph" }] },
    { type: "doc", content: [text(" "), { type: "paragraph", content: [{ type: "hardBreak" }] }] },
  ])
    assert.ok(isBlank(blank));
  for (const shown of [
    { type: "doc", content: [{ type: "paragraph" }, text("Fill.")] },
    { type: "doc", content: [{ type: "horizontalRule" }] },
  ])
    assert.ok(!isBlank(shown));
});
