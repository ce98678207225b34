/** Texts of discussions: HTML of the server, the editor's document, plain words, and what is pasted. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isPlain, toHtml, toPlain } from "../src/forums/rich-text.tsx";
import { fromTyped, readPasted, toDocument, toPostHtml } from "../src/forums/text-document.ts";

const KEPT = [
  "<p>Before a vowel sound: <strong>an</strong> hour.</p>",
  "<p>One<br>two</p><p></p><p>three</p>",
  "<h2>Rule</h2><ul><li><p>a <em>big</em> one</p></li><li><p>an <u>hour</u></p><ol><li><p>why</p></li></ol></li></ul>",
  "<blockquote><p>quoted <s>not</s></p></blockquote><pre><code>if (a &lt; b) {\n  go();\n}</code></pre>",
  '<p><a href="https://example.com/?a=1&amp;b=2">here</a> and <code>x</code></p>',
];

test("a text is the same after the editor", () => {
  for (const html of KEPT) assert.equal(toPostHtml(toDocument(html)), html);
});

test("what the server keeps in other forms is read too", () => {
  assert.equal(
    toPostHtml(toDocument("one <b>two</b><ul><li>three</li></ul>")),
    "<p>one <strong>two</strong></p><ul><li><p>three</p></li></ul>",
  );
  assert.equal(toPostHtml(toDocument("<p><code><b>x</b></code></p>")), "<p><code>x</code></p>");
  assert.equal(toPostHtml(toDocument('<p><a href="javascript:alert(1)">x</a></p>')), "<p>x</p>");
});

test("a text without words is empty, and its end has no empty paragraphs", () => {
  assert.equal(toPostHtml(toDocument("")), "");
  assert.equal(toPostHtml(toDocument("<p> </p><ul><li></li></ul>")), "");
  assert.equal(toPostHtml(toDocument("<p>a</p><p></p><p></p>")), "<p>a</p>");
});

test("plain words stay plain, and form is noticed", () => {
  for (const plain of ["a", "one\ntwo\n\nthree", "see https://example.com/a now", "a < b & c"]) {
    assert.equal(toPlain(toHtml(plain)), plain);
    assert.ok(isPlain(toHtml(plain)));
  }
  assert.equal(toHtml("  "), "");
  assert.ok(!isPlain("<p><strong>a</strong></p>"));
});

test("who types on while the editor comes loses no space and no line", () => {
  assert.deepEqual(fromTyped("Before "), {
    type: "doc",
    content: [
      {
        type: "paragraph",
        content: [
          { type: "text", text: "Before" },
          { type: "text", text: " " },
        ],
      },
    ],
  });
  assert.equal(fromTyped("Before\n").content?.length, 2);
  assert.deepEqual(fromTyped(""), { type: "doc", content: [{ type: "paragraph" }] });
});

test("what is pasted becomes what a text may have", () => {
  assert.deepEqual(readPasted("only <b>words</b>"), [
    { type: "text", text: "only " },
    { type: "text", text: "words", marks: [{ type: "bold" }] },
  ]);
  const nodes = readPasted(
    "<div><div>one</div><div>two</div></div><table><tr><td>three</td></tr></table><img src=x onerror=alert(1)>",
  );
  assert.equal(toPostHtml({ type: "doc", content: nodes }), "<p>one</p><p>two</p><p>three</p>");
});
