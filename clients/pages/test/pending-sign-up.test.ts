/** A sign-up that waits on this device is known again by its address. */

import assert from "node:assert/strict";
import { test } from "node:test";

let full = false;
const rows = new Map<string, string>();
const local = {
  getItem: (name: string) => rows.get(name) ?? null,
  setItem: (name: string, value: string) => {
    if (full) throw new DOMException("no room", "QuotaExceededError");
    rows.set(name, value);
  },
  removeItem: (name: string) => void rows.delete(name),
};
Object.defineProperty(globalThis, "localStorage", { value: local });
Object.assign(globalThis, { location: new URL("http://localhost") });
const { removePendingSignUp, savePendingSignUp, getSignUpTicket, toContactAddress } =
  await import("../src/accounts/entry/pending-sign-up.ts");

const begun = (login: string, at = Date.now()) => ({
  way: toContactAddress(login),
  ticket: "its ticket",
  minutes: 10,
  at,
});

test("its ticket goes with its own address, however that is typed, and with no other", () => {
  savePendingSignUp(begun("Malika@example.uz"));
  assert.deepEqual(
    ["malika@EXAMPLE.uz ", "otabek@example.uz", "+998 90 123 45 67"].map((item) =>
      getSignUpTicket(toContactAddress(item)),
    ),
    ["its ticket", undefined, undefined],
  );
  savePendingSignUp(begun("+998 90 123 45 67"));
  assert.deepEqual(
    ["901234567", "998901234567", "+998 90 123-45-68"].map((item) => getSignUpTicket(toContactAddress(item))),
    ["its ticket", "its ticket", undefined],
  );
});

test("after a day, or once it is used up, there is none", () => {
  savePendingSignUp(begun("malika@example.uz", Date.now() - 86_400_001));
  assert.equal(getSignUpTicket(toContactAddress("malika@example.uz")), undefined);
  savePendingSignUp(begun("malika@example.uz"));
  removePendingSignUp();
  assert.equal(getSignUpTicket(toContactAddress("malika@example.uz")), undefined);
});

test("where the device has no room for it, signing up goes on all the same", () => {
  full = true;
  savePendingSignUp(begun("malika@example.uz"));
  full = false;
  assert.equal(getSignUpTicket(toContactAddress("malika@example.uz")), undefined);
});
