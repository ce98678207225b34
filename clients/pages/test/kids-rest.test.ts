/** When a small child rests: after a quarter of an hour of play, however long one activity takes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { REST_MS, countPlay, getRest } from "../src/kids/rest-time.ts";

const MINUTE = 60_000;
const kept = new Map<string, string>();
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
};
Object.defineProperty(globalThis, "sessionStorage", { value: storage, configurable: true });

test("what a child does in a long activity is play", () => {
  for (const minute of [1, 5, 9, 13]) assert.equal(countPlay("long", Infinity, minute * MINUTE), false);
  assert.equal(countPlay("long", 900, 16 * MINUTE), true);
  assert.equal(getRest("long", 16 * MINUTE), REST_MS);
});

test("a pause of five minutes is a rest by itself", () => {
  assert.equal(countPlay("pause", Infinity, MINUTE), false);
  assert.equal(countPlay("pause", 900, 16 * MINUTE), false);
});

test("who touches the page while it rests does not play, and rests no longer", () => {
  countPlay("rests", Infinity, MINUTE);
  assert.equal(countPlay("rests", 60, 2 * MINUTE), true);
  assert.equal(countPlay("rests", Infinity, 5 * MINUTE), true);
  assert.equal(getRest("rests", 5 * MINUTE), 2 * MINUTE);
  assert.equal(getRest("rests", 7 * MINUTE), 0);
  assert.equal(countPlay("rests", 60, 7 * MINUTE), false);
});
