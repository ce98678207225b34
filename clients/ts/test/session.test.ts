/** Sessions in tabs that share a browser, against a running server. `tests/clients/web_client.py` starts the server. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { memoryStore, type Channel, type Client, type ClientOptions, type End, type KeyStore } from "../src/index.js";
import { signInAs, control, closeClients, createTestClient, stage, waitUntil } from "./stage.js";

const PUPIL = stage.people["pupil"]!;
const SECOND = stage.people["second"]!;
const KEY = "talim.refresh";

afterEach(closeClients);

let browsers = 0;

/** The options of the tabs of one browser. */
function createBrowser(store: KeyStore = memoryStore()): () => Partial<ClientOptions> {
  const name = `browser ${++browsers}`;
  return () => ({ store, channel: new BroadcastChannel(name) as unknown as Channel });
}

/** A tab that works for the pupil, and the reasons that it got for the session's end. */
async function openTab(options: Partial<ClientOptions>): Promise<{ tab: Client; ends: End[] }> {
  const tab = await signInAs("pupil", options);
  const ends: End[] = [];
  tab.session.only(PUPIL.id);
  tab.session.onSignedOut((reason) => ends.push(reason));
  return { tab, ends };
}

/** The owner of an access token; undefined if the server refuses the token. */
async function fetchHolder(access: string | undefined): Promise<string | undefined> {
  const headers = { Authorization: `Bearer ${access}` };
  const response = await fetch(`${stage.url}/api/v1/auth/users/me/`, { headers });
  return response.ok ? ((await response.json()) as { id: string }).id : undefined;
}

/** A refresh token as an older version of the client stores it: without its owner. */
async function fetchRefreshToken(who: { login: string }): Promise<string> {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ login: who.login, password: stage.password, device: "" });
  const response = await fetch(`${stage.url}/api/v1/auth/login/`, { method: "POST", headers, body });
  return ((await response.json()) as { refresh: string }).refresh;
}

test("a tab of one user has no session while another user is signed in", async () => {
  const getOptions = createBrowser();
  const { tab, ends } = await openTab(getOptions());
  const other = createTestClient(getOptions());
  await control("end_sessions", { who: "pupil" });
  await assert.rejects(tab.api.get("/auth/users/me/"), { status: 401 });
  await other.session.login(SECOND.login, stage.password);
  await waitUntil(() => tab.session.owner === SECOND.id);
  await waitUntil(async () => (await tab.session.access()) === undefined);
  await assert.rejects(tab.api.get("/auth/users/me/"), { status: 401, code: "not_authenticated" });
  assert.equal(await tab.session.renew(), undefined);
  assert.deepEqual([tab.session.signedIn, other.session.signedIn, ends], [false, true, ["ended"]]);
  await tab.session.logout();
  assert.equal((await other.api.get("/auth/users/me/")).id, SECOND.id);

  const again = createTestClient(getOptions());
  await again.session.login(PUPIL.login, stage.password);
  await waitUntil(() => tab.session.signedIn);
  await waitUntil(async () => (await fetchHolder(await tab.session.access())) === PUPIL.id);
  assert.equal((await tab.api.get("/auth/users/me/")).id, PUPIL.id);
});

test("a tab reports once that another user signed in", async () => {
  const getOptions = createBrowser();
  const { tab, ends } = await openTab(getOptions());
  const other = await signInAs("second", getOptions());
  await waitUntil(() => ends.length);
  await other.session.renew();
  await tab.session.access();
  assert.deepEqual(ends, ["taken"]);
  assert.equal(await fetchHolder(await other.session.access()), SECOND.id);
});

test("a tab without a channel uses its own token, and none after that", async () => {
  const store = memoryStore();
  const { tab, ends } = await openTab({ store });
  const other = await signInAs("second", { store });
  assert.equal(await fetchHolder(await tab.session.access()), PUPIL.id);
  assert.deepEqual([await tab.session.renew(), ends], [undefined, ["taken"]]);
  assert.equal(await fetchHolder(await other.session.renew()), SECOND.id);
});

test("the server names the owner of a token that an older version stored", async () => {
  const store = memoryStore();
  store.setItem(KEY, await fetchRefreshToken(PUPIL));
  const newTab = createTestClient({ store });
  assert.deepEqual([newTab.session.signedIn, newTab.session.owner], [true, undefined]);
  assert.equal(await fetchHolder(await newTab.session.access()), PUPIL.id);
  assert.equal(newTab.session.owner, PUPIL.id);

  const { tab, ends } = await openTab({ store });
  store.setItem(KEY, await fetchRefreshToken(PUPIL));
  assert.equal(await fetchHolder(await tab.session.renew()), PUPIL.id);
  store.setItem(KEY, await fetchRefreshToken(SECOND));
  assert.deepEqual([tab.session.owner, await tab.session.renew(), ends], [undefined, undefined, ["taken"]]);
  assert.equal(tab.session.owner, SECOND.id);
});

test("other tabs learn whether a user signed out or the server ended the session", async () => {
  const getOptions = createBrowser();
  const { ends } = await openTab(getOptions());
  const other = createTestClient(getOptions());
  await other.session.logout();
  await waitUntil(() => ends.length);
  await other.session.login(PUPIL.login, stage.password);
  await control("end_sessions", { who: "pupil" });
  assert.equal(await other.session.renew(), undefined);
  await waitUntil(() => ends.length === 2);
  assert.deepEqual(ends, ["left", "ended"]);
});

test("a user who signed in over another user's tab can sign out, and the first user can sign in again", async () => {
  const store = memoryStore();
  const { tab } = await openTab({ store });
  await control("end_sessions", { who: "pupil" });
  await tab.session.login(SECOND.login, stage.password);
  const access = await createTestClient({ store }).session.access();
  assert.deepEqual([await tab.session.access(), await fetchHolder(access)], [undefined, SECOND.id]);
  await tab.session.logout(SECOND.id);
  assert.deepEqual([await fetchHolder(access), store.getItem(KEY), tab.session.owner], [undefined, null, undefined]);
  await tab.session.login(PUPIL.login, stage.password);
  assert.equal(await fetchHolder(await tab.session.access()), PUPIL.id);
});

test("a reloaded page repeats the exchange whose answer was lost, and stays signed in", async () => {
  const store = memoryStore();
  await signInAs("pupil", { store });
  const sent: string[] = [];
  const losing: typeof fetch = async (...request) => {
    sent.push(await (await fetch(...request)).text());
    return new Promise<never>(() => undefined);
  };
  const locks = { request: <T>(_name: string, work: () => Promise<T>) => work() };
  void createTestClient({ store, locks, fetch: losing }).session.access();
  await waitUntil(() => sent.length);

  const reloaded = createTestClient({ store });
  assert.equal(await fetchHolder(await reloaded.session.access()), PUPIL.id);
  assert.equal(store.getItem(KEY), (JSON.parse(sent[0]!) as { refresh: string }).refresh);
  assert.equal(await fetchHolder(await createTestClient({ store }).session.access()), PUPIL.id);
});
