import assert from "node:assert/strict";
import { test } from "node:test";
import { fetchNewestOfFeed, fetchNewestOfPages } from "../src/pupil/newest.ts";

const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => ({ id: String(from + n) }));

/** A feed of so many rows; its cursors are places. */
function feed(length: number) {
  const asked: [number, string | null][] = [];
  const ask = async (limit: number, cursor: string | null) => {
    asked.push([limit, cursor]);
    const from = Number(cursor ?? 0);
    const to = Math.min(from + limit, length);
    return { results: rows(from, to), next: to < length ? String(to) : null };
  };
  return { asked, ask };
}

test("so many of a feed are asked for as are shown, from its beginning", async () => {
  const { asked, ask } = feed(45);
  const twice = await Promise.all([fetchNewestOfFeed(40, ask), fetchNewestOfFeed(40, ask)]);
  for (const { results, more } of twice) assert.deepEqual([results.length, more], [40, true]);
  assert.deepEqual(
    asked,
    [
      [40, null],
      [40, null],
    ],
    "a second tap asks for the same",
  );
  assert.deepEqual(await fetchNewestOfFeed(60, ask), { results: rows(0, 45), more: false });
  assert.deepEqual(await fetchNewestOfFeed(20, feed(0).ask), { results: [], more: false });
});

test("more than the server gives at once comes one after the other", async () => {
  const { asked, ask } = feed(500);
  const { results, more } = await fetchNewestOfFeed(240, ask);
  assert.deepEqual([results.length, more, results.at(-1)?.id], [240, true, "239"]);
  assert.deepEqual(asked, [
    [100, null],
    [100, "100"],
    [40, "200"],
  ]);
});

test("of a list in pages a row that slips to the next one is there once", async () => {
  let length = 150;
  const ask = async (page: number, size: number) => {
    const first = 150 - length;
    const results = rows(0, length).map((item) => ({ id: String(Number(item.id) + first) }));
    const result = { results: results.slice((page - 1) * size, page * size), count: length };
    length += 1;
    return result;
  };
  const { results, more } = await fetchNewestOfPages(120, ask);
  assert.equal(new Set(results.map((item) => item.id)).size, results.length);
  assert.deepEqual([results.length, more], [120, true]);
  assert.deepEqual(await fetchNewestOfPages(20, async () => ({ results: rows(0, 3), count: 3 })), {
    results: rows(0, 3),
    more: false,
  });
});
