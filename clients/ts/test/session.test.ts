/** Whose a session is, in tabs that share it, against a running server. `tests/clients/web_client.py` is the other half. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { memoryStore, type Channel, type Client, type ClientOptions, type End, type KeyStore } from "../src/index.js";
import { clientOf, door, endAll, nobody, told, until } from "./stage.js";

const PUPIL = told.people["pupil"]!;
const SECOND = told.people["second"]!;
const KEY = "talim.refresh";

afterEach(endAll);

let browsers = 0;

/** The options of the tabs of one browser. */
function browser(store: KeyStore = memoryStore()): () => Partial<ClientOptions> {
  const name = `browser ${++browsers}`;
  return () => ({ store, channel: new BroadcastChannel(name) as unknown as Channel });
}

/** A tab in which the pupil is at work, and for what reasons it heard that this was over. */
async function atWork(options: Partial<ClientOptions>): Promise<{ tab: Client; ends: End[] }> {
  const tab = await clientOf("pupil", options);
  const ends: End[] = [];
  tab.session.only(PUPIL.id);
  tab.session.onSignedOut((why) => ends.push(why));
  return { tab, ends };
}

/** Whose an access token is; undefined where the server does not take it. */
async function holderOf(access: string | undefined): Promise<string | undefined> {
  const headers = { Authorization: `Bearer ${access}` };
  const answer = await fetch(`${told.url}/api/v1/auth/users/me/`, { headers });
  return answer.ok ? ((await answer.json()) as { id: string }).id : undefined;
}

/** A refresh token as an older version of the client kept it: without a word on whose it is. */
async function kept(who: { login: string }): Promise<string> {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ login: who.login, password: told.password, device: "" });
  const answer = await fetch(`${told.url}/api/v1/auth/login/`, { method: "POST", headers, body });
  return ((await answer.json()) as { refresh: string }).refresh;
}

test("to a tab that works for one person another's session is none, until theirs is back", async () => {
  const open = browser();
  const { tab, ends } = await atWork(open());
  const other = nobody(open());
  await door("end_sessions", { who: "pupil" });
  await assert.rejects(tab.api.get("/auth/users/me/"), { status: 401 });
  await other.session.login(SECOND.login, told.password);
  await until(() => tab.session.owner === SECOND.id);
  await until(async () => (await tab.session.access()) === undefined);
  await assert.rejects(tab.api.get("/auth/users/me/"), { status: 401, code: "not_authenticated" });
  assert.equal(await tab.session.renew(), undefined);
  assert.deepEqual([tab.session.signedIn, other.session.signedIn, ends], [false, true, ["ended"]]);
  await tab.session.logout();
  assert.equal((await other.api.get("/auth/users/me/")).id, SECOND.id);

  const again = nobody(open());
  await again.session.login(PUPIL.login, told.password);
  await until(() => tab.session.signedIn);
  await until(async () => (await holderOf(await tab.session.access())) === PUPIL.id);
  assert.equal((await tab.api.get("/auth/users/me/")).id, PUPIL.id);
});

test("who is taken over hears of it once", async () => {
  const open = browser();
  const { tab, ends } = await atWork(open());
  const other = await clientOf("second", open());
  await until(() => ends.length);
  await other.session.renew();
  await tab.session.access();
  assert.deepEqual(ends, ["taken"]);
  assert.equal(await holderOf(await other.session.access()), SECOND.id);
});

test("a tab that is told nothing uses its own token, and then none", async () => {
  const store = memoryStore();
  const { tab, ends } = await atWork({ store });
  const other = await clientOf("second", { store });
  assert.equal(await holderOf(await tab.session.access()), PUPIL.id);
  assert.deepEqual([await tab.session.renew(), ends], [undefined, ["taken"]]);
  assert.equal(await holderOf(await other.session.renew()), SECOND.id);
});

test("whose a session is that an older version kept, the server says", async () => {
  const store = memoryStore();
  store.setItem(KEY, await kept(PUPIL));
  const begun = nobody({ store });
  assert.deepEqual([begun.session.signedIn, begun.session.owner], [true, undefined]);
  assert.equal(await holderOf(await begun.session.access()), PUPIL.id);
  assert.equal(begun.session.owner, PUPIL.id);

  const { tab, ends } = await atWork({ store });
  store.setItem(KEY, await kept(PUPIL));
  assert.equal(await holderOf(await tab.session.renew()), PUPIL.id);
  store.setItem(KEY, await kept(SECOND));
  assert.deepEqual([tab.session.owner, await tab.session.renew(), ends], [undefined, undefined, ["taken"]]);
  assert.equal(tab.session.owner, SECOND.id);
});

test("the other tabs hear whether somebody signed out or the server ended it", async () => {
  const open = browser();
  const { ends } = await atWork(open());
  const other = nobody(open());
  await other.session.logout();
  await until(() => ends.length);
  await other.session.login(PUPIL.login, told.password);
  await door("end_sessions", { who: "pupil" });
  assert.equal(await other.session.renew(), undefined);
  await until(() => ends.length === 2);
  assert.deepEqual(ends, ["left", "ended"]);
});

test("who signed in over somebody else's tab can be signed out there again, and the first one comes back", async () => {
  const store = memoryStore();
  const { tab } = await atWork({ store });
  await door("end_sessions", { who: "pupil" });
  await tab.session.login(SECOND.login, told.password);
  const access = await nobody({ store }).session.access();
  assert.deepEqual([await tab.session.access(), await holderOf(access)], [undefined, SECOND.id]);
  await tab.session.logout(SECOND.id);
  assert.deepEqual([await holderOf(access), store.getItem(KEY), tab.session.owner], [undefined, null, undefined]);
  await tab.session.login(PUPIL.login, told.password);
  assert.equal(await holderOf(await tab.session.access()), PUPIL.id);
});
