/** What was typed and not sent is kept for the person who typed it, for 14 days, where there is room. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Person } from "../src/talim.ts";

const DAY_MS = 86_400_000;

/** The browser's: what is kept are its own names. */
class Local {
  getItem(name: string): string | null {
    return (this as unknown as Record<string, string>)[name] ?? null;
  }
  setItem(name: string, value: string): void {
    if (full) throw new DOMException("no room", "QuotaExceededError");
    Object.assign(this, { [name]: value });
  }
  removeItem(name: string): void {
    delete (this as unknown as Record<string, string>)[name];
  }
}

let full = false;
const local = new Local();
Object.defineProperty(globalThis, "localStorage", { value: local });
Object.assign(globalThis, { location: new URL("http://localhost") });
const { getDraft, saveDraft, removeOldDrafts } = await import("../src/drafts.ts");
const { person } = await import("../src/talim.ts");

const enters = (id: string) => person.set({ id } as Person);

test("what a person typed is theirs, form by form, until it is sent", () => {
  enters("one");
  saveDraft("give", { title: "Unit 1" });
  saveDraft("excuse", { reason: "ill" });
  assert.deepEqual(getDraft("give"), { title: "Unit 1" });
  enters("other");
  assert.deepEqual(getDraft("give"), {});
  enters("one");
  saveDraft("give", null);
  assert.deepEqual([getDraft("give"), getDraft("excuse")], [{}, { reason: "ill" }]);
  saveDraft("excuse", null);
  assert.deepEqual(Object.keys(local), []);
});

test("after 14 days it is gone, also that of who does not come again", (context) => {
  enters("one");
  saveDraft("give", { title: "Unit 1" });
  context.mock.timers.enable({ apis: ["Date"], now: Date.now() + 13 * DAY_MS });
  saveDraft("excuse", { reason: "ill" });
  assert.deepEqual(getDraft("give"), { title: "Unit 1" });
  context.mock.timers.setTime(Date.now() + 2 * DAY_MS);
  assert.deepEqual([getDraft("give"), getDraft("excuse")], [{}, { reason: "ill" }]);
  context.mock.timers.setTime(Date.now() + 13 * DAY_MS);
  enters("other");
  removeOldDrafts();
  assert.deepEqual(Object.keys(local), []);
});

test("where the device has no room, what is kept stays and nothing fails", () => {
  enters("one");
  saveDraft("give", { title: "Unit 1" });
  full = true;
  saveDraft("give", { title: "Unit 2" });
  assert.deepEqual(getDraft("give"), { title: "Unit 1" });
  full = false;
  saveDraft("give", null);
});
