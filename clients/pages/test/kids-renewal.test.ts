/** A lesson with pictures and recordings of its course is asked for again before the first of their links ends. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActivityBlock } from "../src/kids/play-types.ts";
import { findRenewal } from "../src/kids/renewal.ts";

const NOW = Date.parse("2026-11-30T09:00:00Z");
const block = (...ends: string[]): ActivityBlock => ({
  id: "1",
  activity: { kind: "memory", instruction: { sound: "", text: { uz: "", ru: "", en: "" } }, items: [] },
  files: Object.fromEntries(ends.map((end, place) => [`picture-${place}`, { url: "", expires_at: end }])),
  sounds: {},
});

test("the first link that ends decides, and what has no files is never asked for again", () => {
  assert.equal(findRenewal([block("2026-11-30T09:08:00Z"), block("2026-11-30T09:05:00Z")], NOW), 240_000);
  assert.equal(findRenewal([block(), block()], NOW), undefined);
  assert.equal(findRenewal([block("2026-11-30T08:00:00Z")], NOW), 30_000);
});
