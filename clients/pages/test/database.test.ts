/** A database on the device whose connection is lost, or cannot be had at first. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Database } from "../src/database.ts";

let databases = 0;

/** A new database that keeps words by their number; what is written and read there. */
function words(name = `words-${++databases}`) {
  const database = new Database(name, (made) => made.createObjectStore("words"));
  const work = <T>(mode: IDBTransactionMode, ask: (all: IDBObjectStore) => IDBRequest<T>) =>
    database.run(["words"], mode, (transaction) => ask(transaction.objectStore("words")));
  return {
    write: async (word: string) => void (await work("readwrite", (all) => all.put(word, 1))),
    read: async () => (await work("readonly", (all) => all.get(1) as IDBRequest<string>)).result,
  };
}

/** Every connection that was used since. */
function connections(): Set<IDBDatabase> {
  const used = new Set<IDBDatabase>();
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...given) {
    used.add(this);
    return transaction.apply(this, given);
  };
  return used;
}

test("a connection that was closed without a word is opened anew, and what was asked for is done", async () => {
  const used = connections();
  const { write, read } = words();
  await write("one");
  for (const item of used) item.close();
  await write("two");
  assert.equal(await read(), "two");
});

test("a connection that the browser closes is opened anew", async () => {
  const used = connections();
  const { write, read } = words();
  await write("one");
  for (const item of used) item.onclose?.(new Event("close"));
  assert.equal(await read(), "one");
  assert.equal(used.size, 2);
});

test("a database that could not be opened is opened once it can be", async () => {
  const name = `words-${++databases}`;
  const newer = await new Promise<IDBDatabase>((resolve) => {
    const asked = indexedDB.open(name, 2);
    asked.onsuccess = () => resolve(asked.result);
  });
  const { write, read } = words(name);
  await assert.rejects(write("one"), { name: "VersionError" });
  newer.close();
  await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  await write("one");
  assert.equal(await read(), "one");
});
