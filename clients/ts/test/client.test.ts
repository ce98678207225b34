/** The client against a running server. `tests/clients/web_client.py` starts the server. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ApiError, NetworkError, memoryStore, newId, processLocks } from "../src/index.js";
import type { Channel, Client, Locks } from "../src/index.js";
import type { Stream, WallState } from "../src/index.js";
import type { SocketClass, SocketLike } from "../src/socket.js";
import {
  signInAs,
  readClip,
  control,
  closeClients,
  createTestClient,
  assertSameAsFresh,
  Socket,
  stage,
  waitUntil,
} from "./stage.js";

afterEach(async () => {
  closeClients();
  await control("mend");
});

const getTitles = (client: Client) => client.realtime.own.state?.notifications.map((item) => item.data["title"]);

/** A client with an open socket and the state of its own stream. */
async function connectAs(who: string, options = {}): Promise<Client> {
  const client = await signInAs(who, options);
  client.realtime.start();
  await client.realtime.own.until(() => true);
  return client;
}

test("users sign in, and answers are typed", async () => {
  const client = await signInAs("pupil");
  const me = await client.api.get("/auth/users/me/");
  assert.equal(me.id, stage.people["pupil"]!.id);
  const page = await client.api.get("/homework/", { query: { page_size: 1, state: "assigned" } });
  assert.equal(page.results.length, 1);
  const homework = await client.api.get("/homework/{id}/", { path: { id: page.results[0]!.id } });
  assert.equal(homework.student.id, me.id);
  await client.session.logout();
  assert.equal(client.session.signedIn, false);
  await assert.rejects(client.api.get("/auth/users/me/"), { status: 401, code: "not_authenticated" });
});

test("errors have the code, the fields and the request id", async () => {
  const client = createTestClient();
  await assert.rejects(client.session.login(stage.people["pupil"]!.login, "wrong"), (error: unknown) => {
    assert(error instanceof ApiError);
    assert.deepEqual([error.status, error.code], [401, "login_failed"]);
    assert.match(error.requestId, /\w{8}/);
    return true;
  });
  const teacher = await signInAs("teacher");
  const body = { kind: "reading" as const, title: "", group: stage.group };
  await assert.rejects(teacher.api.post("/homework/assignments/", { body }), (error: unknown) => {
    assert(error instanceof ApiError && error.code === "invalid");
    assert.ok(error.fields["title"]?.length);
    return true;
  });
});

test("the client works without what older browsers and plain http addresses lack", async () => {
  const missing: [object, string][] = [
    [crypto, "randomUUID"],
    [AbortSignal, "timeout"],
    [URLSearchParams.prototype, "size"],
  ];
  const before = missing.map(([place, name]) => Object.getOwnPropertyDescriptor(place, name));
  for (const [place, name] of missing) Object.defineProperty(place, name, { value: undefined, configurable: true });
  try {
    const ids = new Set(Array.from({ length: 100 }, () => newId()));
    assert.equal(ids.size, 100);
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const urls: string[] = [];
    const recordUrls: typeof fetch = (url, init) => {
      urls.push(String(url));
      return fetch(url, init);
    };
    const { api } = await connectAs("pupil", { fetch: recordUrls });
    await api.get("/homework/", { query: { page_size: 1 } });
    assert.match(urls.at(-1) ?? "", /\/homework\/\?page_size=1$/);
  } finally {
    missing.forEach(([place, name], number) => {
      Reflect.deleteProperty(place, name);
      const own = before[number];
      if (own) Object.defineProperty(place, name, own);
    });
  }
});

test("a call waits for Retry-After unless it is too long", async () => {
  let refusals = 1;
  let seconds = "1";
  const refuse: typeof fetch = async (...call) => {
    if (refusals-- <= 0) return fetch(...call);
    return new Response("{}", { status: 429, headers: { "Retry-After": seconds } });
  };
  const client = createTestClient({ fetch: refuse });
  const startedAt = Date.now();
  assert.ok(await client.api.get("/health/"));
  assert.ok(Date.now() - startedAt >= 990);
  [refusals, seconds] = [1, "900"];
  await assert.rejects(client.api.get("/health/"), { status: 429, retryAfter: 900 });
});

test("a call is repeated while its first try is still being answered", async () => {
  let running = 6;
  const answerInProgress: typeof fetch = async (...call) => {
    if (running-- <= 0) return fetch(...call);
    return Response.json({ code: "idempotency_in_progress" }, { status: 409, headers: { "Retry-After": "59" } });
  };
  assert.ok(await createTestClient({ fetch: answerInProgress, firstDelay: 10 }).api.get("/health/"));
  running = 1;
  await assert.rejects(createTestClient({ fetch: answerInProgress }).api.get("/health/", { retries: 0 }), {
    status: 409,
  });
});

test("an exception of a listener stops nothing, and an ended stream can be subscribed to again", async () => {
  const { realtime } = await connectAs("teacher");
  const stream = realtime.subscribe("wall", stage.group);
  await stream.until(() => true);
  const thrown: unknown[] = [];
  const keepError = (error: unknown) => void thrown.push(error);
  const others = process.rawListeners("uncaughtException") as ((error: Error) => void)[];
  process.removeAllListeners("uncaughtException").on("uncaughtException", keepError);
  stream.onEnd(() => {
    throw new Error("a listener's");
  });
  stream.end("not_found");
  await waitUntil(() => thrown.length === 1);
  process.removeListener("uncaughtException", keepError);
  for (const other of others) process.on("uncaughtException", other);
  assert.equal(realtime.subscribe("wall", stage.group), stream);
  await waitUntil(() => stream.ended === undefined && realtime.status === "open");
});

test("a recording whose answer was lost is submitted once; a POST without a key is not repeated", async () => {
  const keys = new Set<string | undefined>();
  let losses = 1;
  const loseAnswers: typeof fetch = async (url, init) => {
    const answer = await fetch(url, init);
    if (!/submit|tickets/.test(String(url))) return answer;
    keys.add(new Headers(init?.headers).get("Idempotency-Key") ?? undefined);
    if (losses-- > 0) throw new TypeError("the network was cut");
    return answer;
  };
  const client = await signInAs("pupil", { fetch: loseAnswers });
  const { results } = await client.api.get("/homework/", { query: { state: "assigned" } });
  const path = { id: results[0]!.id };
  const file = await readClip("12-001310168.mp3");
  const attempt = await client.api.post("/homework/{id}/submit/", { path, form: { file } });
  assert.equal(keys.size, 1);
  const attempts = await client.api.get("/homework/{id}/attempts/", { path });
  assert.deepEqual(
    attempts.results.map((item) => item.id),
    [attempt.id],
  );
  losses = 1;
  await assert.rejects(client.api.post("/realtime/tickets/"), NetworkError);
});

for (const locked of [true, false]) {
  const title = locked ? "one refresh serves three tabs" : "without the lock three tabs refresh more than once";
  test(title, async () => {
    let refreshes = 0;
    const countRefreshes: typeof fetch = (url, init) => {
      if (String(url).endsWith("/auth/refresh/")) refreshes += 1;
      return fetch(url, init);
    };
    const noLocks: Locks = { request: (_, work) => work() };
    const store = memoryStore();
    const tab = () => ({
      store,
      fetch: countRefreshes,
      locks: locked ? processLocks : noLocks,
      channel: new BroadcastChannel("three tabs") as unknown as Channel,
    });
    const first = await signInAs("second", tab());
    const tabs = [first, createTestClient(tab()), createTestClient(tab())];
    const tokens = await Promise.all(tabs.map((tab) => tab.session.renew()));
    const given = tokens.filter(Boolean);
    const losses = (await Promise.all(given.map((access) => isAccepted(access!)))).filter((works) => !works).length;
    assert.equal(new Set(tokens).size === 1 && refreshes === 1, locked);
    assert.ok(losses === 0 && store.getItem("talim.refresh") !== null, "one key: no tab loses the session");
  });
}

test("without room for the token the session lasts as long as the client", async () => {
  const setItem = () => {
    throw new DOMException("no room", "QuotaExceededError");
  };
  const store = { ...memoryStore(), setItem };
  const client = await signInAs("pupil", { store });
  assert.ok(client.session.signedIn);
  assert.ok(await isAccepted((await client.session.renew()) ?? ""));
  assert.equal(store.getItem("talim.refresh"), null);
  await client.session.logout();
  assert.equal(client.session.signedIn, false);
});

async function isAccepted(access: string): Promise<boolean> {
  const answer = await fetch(`${stage.url}/api/v1/auth/users/me/`, { headers: { Authorization: `Bearer ${access}` } });
  return answer.ok;
}

test("missed events are replayed once and in order after a lost connection", async () => {
  const client = await connectAs("pupil");
  const heard: string[] = [];
  client.realtime.own.on("notification.created", (event) => heard.push(String(event.data.notification.data["title"])));
  await control("tell", { who: "pupil", titles: ["a"] });
  await waitUntil(() => heard.length === 1);
  await control("cut");
  await control("tell", { who: "pupil", titles: ["b", "c", "d"] });
  await waitUntil(() => client.realtime.status !== "open");
  await control("mend");
  await waitUntil(() => heard.length === 4);
  assert.deepEqual(heard, ["a", "b", "c", "d"]);
  assert.deepEqual(getTitles(client)?.slice(0, 4), ["d", "c", "b", "a"]);
  assert.equal(client.realtime.own.counted.snapshots, 1);
});

test("repeated events are dropped, and a missing event is requested", async () => {
  let frames = 0;
  class Unreliable extends (Socket as new (url: string) => SocketLike) {
    override set onmessage(take: ((event: never) => void) | null) {
      super.onmessage =
        take &&
        ((event: { data: unknown }) => {
          const numbered = String(event.data).startsWith('{"type":"notification');
          if (numbered && ++frames === 2) return;
          take(event as never);
          if (numbered) take(event as never);
        });
    }
  }
  const client = await connectAs("pupil", { WebSocket: Unreliable as SocketClass });
  const heard: number[] = [];
  client.realtime.own.on("notification.created", (event) => heard.push(event.seq!));
  const after = client.realtime.own.seq!;
  await control("tell", { who: "pupil", titles: ["e", "f", "g"] });
  await waitUntil(() => heard.length === 3);
  assert.deepEqual(heard, [after + 1, after + 2, after + 3]);
  assert.deepEqual(getTitles(client)?.slice(0, 3), ["g", "f", "e"]);
  assert.ok(client.realtime.own.counted.doubles >= 2);
});

test("a new snapshot replaces events that the server has deleted", async () => {
  const client = await connectAs("pupil");
  let total = 0;
  const stop = client.realtime.own.onSnapshot(() => (total += 1));
  await control("cut");
  await control("tell", { who: "pupil", titles: ["h", "i"] });
  await control("forget", { who: "pupil" });
  await waitUntil(() => client.realtime.status !== "open");
  await control("mend");
  await client.realtime.own.until(() => getTitles(client)?.[0] === "i");
  assert.equal(client.realtime.own.counted.snapshots, 2);
  await waitUntil(() => total === 1);
  stop();
});

test("the client reconnects after a restart of the server", async () => {
  const client = await connectAs("pupil");
  const reasons: string[] = [];
  client.realtime.onStatus((status, reason) => status === "waiting" && reasons.push(reason));
  await control("restart");
  await control("tell", { who: "pupil", titles: ["j"] });
  await client.realtime.own.until(() => getTitles(client)?.[0] === "j");
  assert.equal(reasons[0], "1012");
});

test("the client reconnects when the server falls silent", async () => {
  const client = await connectAs("pupil", { heartbeat: 200 });
  await control("freeze");
  await waitUntil(() => client.realtime.status !== "open");
  await control("cut");
  await control("mend");
  await waitUntil(() => client.realtime.status === "open");
});

test("the socket stops when the server ends the session", async () => {
  const client = await connectAs("second");
  let signOuts = 0;
  client.session.onSignedOut(() => (signOuts += 1));
  await control("end_sessions", { who: "second" });
  await waitUntil(() => client.realtime.status === "stopped");
  assert.deepEqual([client.realtime.reason, signOuts, client.session.signedIn], ["signed_out", 1, false]);
});

test("the ninth socket replaces the first, which does not reconnect", async () => {
  const store = memoryStore();
  const first = await connectAs("second", { store });
  for (let number = 2; number <= 9; number++) {
    const other = createTestClient({ store });
    other.realtime.start();
    await waitUntil(() => other.realtime.status === "open");
  }
  await waitUntil(() => first.realtime.status === "stopped");
  assert.equal(first.realtime.reason, "replaced");
});

test("a forbidden stream is refused, and the others go on", async () => {
  const client = await connectAs("pupil");
  const wall = client.realtime.subscribe("wall", stage.group);
  await waitUntil(() => wall.ended);
  assert.equal(wall.ended, "not_found");
  await client.realtime.subscribe("group", stage.group).until((state) => state.homework.length === 1);
});

test("the wall shows who records, also after a quick unsubscribe and subscribe", async () => {
  const [teacher, pupil] = [await connectAs("teacher"), await connectAs("second")];
  teacher.realtime.unsubscribe(teacher.realtime.subscribe("wall", stage.group));
  const wall = teacher.realtime.subscribe("wall", stage.group);
  await waitUntil(() => wall.counted.snapshots === 2);
  let seen = "";
  wall.on("homework.recording", (event) => (seen = event.data.student));
  const { results } = await pupil.api.get("/homework/");
  pupil.realtime.present({ type: "recording", homework: results[0]!.id });
  await waitUntil(() => seen);
  assert.equal(seen, stage.people["second"]!.id);
});

test("states equal those of a new client after many events", async () => {
  const [manager, teacher, pupil] = [await signInAs("manager"), await connectAs("teacher"), await connectAs("second")];
  const { realtime } = teacher;
  const child = stage.people["second"]!.id;
  const watched = [realtime.own, realtime.subscribe("wall", stage.group), realtime.subscribe("group", stage.group)];
  const streams = [...watched, realtime.subscribe("child", child)] as unknown as Stream[];
  for (const stream of streams) await stream.until(() => true);

  const lesson = (days: number) => {
    const at = (hours: number) => new Date(Date.now() + days * 86_400_000 + hours * 3_600_000).toISOString();
    return { group: stage.group, starts_at: at(0), ends_at: at(1), topic: `day ${days}` };
  };
  const ids = [];
  for (const days of [3, 1, 2, 6, 5, 4]) ids.push((await manager.api.post("/lessons/", { body: lesson(days) })).id);
  const path = (id: string | undefined) => ({ path: { id: id! } });
  await manager.api.post("/lessons/{id}/cancel/", { ...path(ids[0]), body: { reason: "ill" } });
  await manager.api.post("/lessons/{id}/cancel/", { ...path(ids[1]), body: { reason: "ill" } });
  await manager.api.post("/lessons/{id}/restore/", { ...path(ids[1]), body: {} });
  await manager.api.post("/lessons/{id}/reschedule/", {
    ...path(ids[2]),
    body: { starts_at: lesson(9).starts_at, minutes: 60, reason: "exam" },
  });

  const assign = (title: string) =>
    teacher.api.post("/homework/assignments/", {
      body: { kind: "text", title, instructions: "Write.", language: "en", group: stage.group },
    });
  const [first, second, third] = [await assign("one"), await assign("two"), await assign("three")];
  await teacher.api.patch("/homework/assignments/{id}/", { ...path(first.id), body: { title: "uno" } });
  await teacher.api.delete("/homework/assignments/{id}/", path(second.id));
  const { results } = await pupil.api.get("/homework/", { query: { assignment: third.id } });
  await pupil.api.post("/homework/{id}/submit/", { ...path(results[0]?.id), form: { text: "I write." } });
  const body = { decision: "accept" as const, score: 80, comment: "Good." };
  await teacher.api.post("/homework/{id}/review/", { ...path(results[0]?.id), body });

  await assertSameAsFresh("teacher", streams);
  await assertSameAsFresh("second", [pupil.realtime.own as unknown as Stream]);
  const marks = watched[1]!.state as WallState;
  assert.deepEqual(marks.homework.find((row) => row.homework === results[0]!.id)?.homework_score, 80);
});
