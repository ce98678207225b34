/** Copies of answers: a real IndexedDB, and a server that can go away. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, NetworkError } from "@talim/client";
import { fetchOrUseCache, OfflineCache, type CacheSlot } from "../src/offline-cache.ts";

let databases = 0;

function place(keeps = () => true): CacheSlot {
  return { cache: new OfflineCache(`copies-${databases++}`), person: "aziz", name: "homework", canSave: keeps };
}

function refusal(status: number): ApiError {
  return new ApiError(status, status === 404 ? "not_found" : "server_error", "", {}, "");
}

const says = (value: string) => () => Promise.resolve(value);
const fails = (error: Error) => () => Promise.reject(error);

test("without a network, or a server, the last answer stands in, and says from when it is", async () => {
  const here = place();
  const before = Date.now();
  assert.deepEqual(await fetchOrUseCache(here, says("first")), { value: "first" });
  assert.deepEqual(await fetchOrUseCache(here, says("second")), { value: "second" });
  for (const error of [new NetworkError("away"), refusal(503), refusal(429)]) {
    const { value, at } = await fetchOrUseCache(here, fails(error));
    assert.equal(value, "second");
    assert.ok(at !== undefined && at >= before && at <= Date.now());
  }
});

test("a refusal is one, copy or not, and without a copy a lost network is one too", async () => {
  const here = place();
  await assert.rejects(fetchOrUseCache(here, fails(new NetworkError("away"))), NetworkError);
  await fetchOrUseCache(here, says("first"));
  await assert.rejects(fetchOrUseCache(here, fails(refusal(404))), ApiError);
});

test("with a copy at hand nothing is asked for again and again", async () => {
  const here = place();
  const asked: (number | undefined)[] = [];
  const ask = ({ retries }: { retries?: number }) => Promise.resolve(asked.push(retries));
  await fetchOrUseCache(here, ask);
  await fetchOrUseCache(here, ask);
  assert.deepEqual(asked, [undefined, 0]);
});

test("an answer that comes after its reader has gone is not kept", async () => {
  const gone = place(() => false);
  assert.deepEqual(await fetchOrUseCache(gone, says("first")), { value: "first" });
  assert.equal(await gone.cache.getValue("aziz", "homework"), undefined);
});

test("nobody finds another person's copies, and nobody's are left after signing out", async () => {
  const { cache: copies } = place();
  await copies.save("aziz", "homework", 1);
  await copies.save("aziz", "lessons", 2);
  await copies.save("dilnoza", "homework", 3);
  assert.equal(await copies.getValue("dilnoza", "lessons"), undefined);
  await copies.removeOfOthers("dilnoza");
  assert.deepEqual(
    [await copies.getValue("aziz", "homework"), await copies.getValue("aziz", "lessons")],
    [undefined, undefined],
  );
  assert.equal(await copies.getValue("dilnoza", "homework"), 3);
  await copies.removeOfOthers(undefined);
  assert.equal(await copies.getValue("dilnoza", "homework"), undefined);
});

test("what is deleted while an answer is being kept does not come back", async () => {
  let here = true;
  const { cache: copies, person, name } = place();
  const kept = copies.save(person, name, "first", Date.now(), () => here);
  here = false;
  await copies.removeOfOthers(undefined);
  await kept;
  assert.equal(await copies.getValue(person, name), undefined);
});
