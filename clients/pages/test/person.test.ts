/** Who is here without a network: the person of the session that is kept, and nobody else. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { NetworkError } from "@talim/client";

const rows = new Map<string, string>();
const local = {
  getItem: (name: string) => rows.get(name) ?? null,
  setItem: (name: string, value: string) => void rows.set(name, value),
  removeItem: (name: string) => void rows.delete(name),
};
const away = () => Promise.reject(new TypeError("there is no network"));
const document = { documentElement: { lang: "en" } };
const navigator = { onLine: false, languages: ["en"] };
for (const [name, value] of Object.entries({ localStorage: local, fetch: away, document, navigator })) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}
Object.assign(globalThis, { location: new URL("http://localhost") });

/** One person's session is kept here, and another one may have been here last. */
function kept(owner: string | undefined, last: string): void {
  rows.clear();
  rows.set("talim.refresh", "a-refresh-token");
  if (owner) rows.set("talim.owner", `${owner} ${"a-refresh-token".slice(-8)}`);
  rows.set("talim.person", JSON.stringify({ id: last, locale: "en" }));
}

const { chooseLanguage, getLastPerson, person, loadPerson, personError, talim } = await import("../src/talim.ts");
after(() => talim.close());

test("who was here last is shown where it is their session, and not behind another's or an unknown one's", async () => {
  for (const owner of ["second", undefined]) {
    kept(owner, "first");
    await loadPerson();
    assert.deepEqual([person.get(), getLastPerson()], [undefined, undefined]);
    assert.ok(personError.get() instanceof NetworkError);
  }
  kept("first", "first");
  await loadPerson();
  assert.equal(person.get()?.id, "first");
  assert.equal(personError.get(), undefined);
});

test("a language chosen before the sign-in becomes that of the account", async () => {
  rows.clear();
  await loadPerson();
  assert.equal(person.get(), null);
  await chooseLanguage("ru");
  const next = rows.get("talim.language.untold") ?? "";
  kept("first", "first");
  rows.set("talim.language.untold", next);
  await loadPerson();
  assert.equal(rows.get("talim.language.untold"), "first");
  assert.equal(document.documentElement.lang, "ru");
  rows.clear();
  await loadPerson();
  assert.equal(rows.get("talim.language.untold"), undefined);
});
