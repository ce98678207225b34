/** The browser is asked to keep what waits on the device. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { RegisterStore } from "../src/attendance/teacher/register-store.ts";
import type { UnsentMark } from "../src/attendance/teacher/register.ts";

test("the first mark that waits has the browser asked, once a visit", async () => {
  let asked = 0;
  const storage = { persisted: async () => false, persist: async () => ++asked > 0 };
  Object.defineProperty(globalThis, "navigator", { value: { storage }, configurable: true });
  const keep = new RegisterStore();
  await keep.listMarks("teacher");
  assert.equal(asked, 0);
  for (const student of ["one", "other"])
    await keep.saveMarks({ id: student, person: "teacher", lesson: "l", student } as UnsentMark);
  assert.equal(asked, 1);
});
