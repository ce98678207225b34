/** The client's promises, against a running server. `tests/clients/web_client.py` is the other half. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ApiError, NetworkError, memoryStore, newId, processLocks } from "../src/index.js";
import type { Channel, Client, Locks } from "../src/index.js";
import type { Stream, WallState } from "../src/index.js";
import type { SocketClass, SocketLike } from "../src/socket.js";
import { clientOf, clip, door, endAll, nobody, sameAsFresh, Socket, told, until } from "./stage.js";

afterEach(async () => {
  endAll();
  await door("mend");
});

const titles = (client: Client) => client.realtime.own.state?.notifications.map((item) => item.data["title"]);

/** A client on its socket, with its own stream there. */
async function live(who: string, options = {}): Promise<Client> {
  const client = await clientOf(who, options);
  client.realtime.start();
  await client.realtime.own.until(() => true);
  return client;
}

test("people sign in, and answers are typed", async () => {
  const client = await clientOf("pupil");
  const me = await client.api.get("/auth/users/me/");
  assert.equal(me.id, told.people["pupil"]!.id);
  const page = await client.api.get("/homework/", { query: { page_size: 1, state: "assigned" } });
  assert.equal(page.results.length, 1);
  const homework = await client.api.get("/homework/{id}/", { path: { id: page.results[0]!.id } });
  assert.equal(homework.student.id, me.id);
  await client.session.logout();
  assert.equal(client.session.signedIn, false);
  await assert.rejects(client.api.get("/auth/users/me/"), { status: 401, code: "not_authenticated" });
});

test("refusals carry code, fields and the request's id", async () => {
  const client = nobody();
  await assert.rejects(client.session.login(told.people["pupil"]!.login, "wrong"), (error: unknown) => {
    assert(error instanceof ApiError);
    assert.deepEqual([error.status, error.code], [401, "login_failed"]);
    assert.match(error.requestId, /\w{8}/);
    return true;
  });
  const teacher = await clientOf("teacher");
  const body = { kind: "reading" as const, title: "", group: told.group };
  await assert.rejects(teacher.api.post("/homework/assignments/", { body }), (error: unknown) => {
    assert(error instanceof ApiError && error.code === "invalid");
    assert.ok(error.fields["title"]?.length);
    return true;
  });
});

test("what older browsers and plain http addresses lack is not needed", async () => {
  const lacking: [object, string][] = [
    [crypto, "randomUUID"],
    [AbortSignal, "timeout"],
    [URLSearchParams.prototype, "size"],
  ];
  const before = lacking.map(([place, name]) => Object.getOwnPropertyDescriptor(place, name));
  for (const [place, name] of lacking) Object.defineProperty(place, name, { value: undefined, configurable: true });
  try {
    const ids = new Set(Array.from({ length: 100 }, () => newId()));
    assert.equal(ids.size, 100);
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const asked: string[] = [];
    const spy: typeof fetch = (url, init) => {
      asked.push(String(url));
      return fetch(url, init);
    };
    const { api } = await live("pupil", { fetch: spy });
    await api.get("/homework/", { query: { page_size: 1 } });
    assert.match(asked.at(-1) ?? "", /\/homework\/\?page_size=1$/);
  } finally {
    lacking.forEach(([place, name], number) => {
      Reflect.deleteProperty(place, name);
      const own = before[number];
      if (own) Object.defineProperty(place, name, own);
    });
  }
});

test("Retry-After is waited out, unless it is too long", async () => {
  let refusals = 1;
  let seconds = "1";
  const busy: typeof fetch = async (...call) => {
    if (refusals-- <= 0) return fetch(...call);
    return new Response("{}", { status: 429, headers: { "Retry-After": seconds } });
  };
  const client = nobody({ fetch: busy });
  const began = Date.now();
  assert.ok(await client.api.get("/health/"));
  assert.ok(Date.now() - began >= 990);
  [refusals, seconds] = [1, "900"];
  await assert.rejects(client.api.get("/health/"), { status: 429, retryAfter: 900 });
});

test("while the first try is still being answered, a call is repeated until it is", async () => {
  let running = 6;
  const slow: typeof fetch = async (...call) => {
    if (running-- <= 0) return fetch(...call);
    return Response.json({ code: "idempotency_in_progress" }, { status: 409, headers: { "Retry-After": "59" } });
  };
  assert.ok(await nobody({ fetch: slow, firstDelay: 10 }).api.get("/health/"));
  running = 1;
  await assert.rejects(nobody({ fetch: slow }).api.get("/health/", { retries: 0 }), { status: 409 });
});

test("what a listener throws is its own affair, and an ended stream can be had again", async () => {
  const { realtime } = await live("teacher");
  const stream = realtime.subscribe("wall", told.group);
  await stream.until(() => true);
  const thrown: unknown[] = [];
  const hold = (error: unknown) => void thrown.push(error);
  const others = process.rawListeners("uncaughtException") as ((error: Error) => void)[];
  process.removeAllListeners("uncaughtException").on("uncaughtException", hold);
  stream.onEnd(() => {
    throw new Error("a listener's");
  });
  stream.end("not_found");
  await until(() => thrown.length === 1);
  process.removeListener("uncaughtException", hold);
  for (const other of others) process.on("uncaughtException", other);
  assert.equal(realtime.subscribe("wall", told.group), stream);
  await until(() => stream.ended === undefined && realtime.status === "open");
});

test("a recording whose answer was lost is submitted once; what takes no key is not repeated", async () => {
  const keys = new Set<string | undefined>();
  let lost = 1;
  const lossy: typeof fetch = async (url, init) => {
    const answer = await fetch(url, init);
    if (!/submit|tickets/.test(String(url))) return answer;
    keys.add(new Headers(init?.headers).get("Idempotency-Key") ?? undefined);
    if (lost-- > 0) throw new TypeError("the network was cut");
    return answer;
  };
  const client = await clientOf("pupil", { fetch: lossy });
  const { results } = await client.api.get("/homework/", { query: { state: "assigned" } });
  const path = { id: results[0]!.id };
  const file = await clip("12-001310168.mp3");
  const attempt = await client.api.post("/homework/{id}/submit/", { path, form: { file } });
  assert.equal(keys.size, 1);
  const attempts = await client.api.get("/homework/{id}/attempts/", { path });
  assert.deepEqual(attempts.results.map((item) => item.id), [attempt.id]);
  lost = 1;
  await assert.rejects(client.api.post("/realtime/tickets/"), NetworkError);
});

for (const locked of [true, false]) {
  const outcome = locked ? "one refresh serves three tabs" : "without the lock three tabs lose their session";
  test(outcome, async () => {
    let refreshes = 0;
    const counting: typeof fetch = (url, init) => {
      if (String(url).endsWith("/auth/refresh/")) refreshes += 1;
      return fetch(url, init);
    };
    const free: Locks = { request: (_, work) => work() };
    const store = memoryStore();
    const tab = () => ({
      store,
      fetch: counting,
      locks: locked ? processLocks : free,
      channel: new BroadcastChannel("three tabs") as unknown as Channel,
    });
    const first = await clientOf("second", tab());
    const tabs = [first, nobody(tab()), nobody(tab())];
    const tokens = await Promise.all(tabs.map((tab) => tab.session.renew()));
    const alive = tokens.filter(Boolean);
    const lost = (await Promise.all(alive.map((access) => works(access!)))).filter((works) => !works).length;
    assert.equal(lost === 0 && new Set(tokens).size === 1 && refreshes === 1, locked);
    assert.equal(store.getItem("talim.refresh") !== null && lost === 0, locked);
  });
}

test("where there is no room for the token, the session lasts as long as the client", async () => {
  const setItem = () => {
    throw new DOMException("no room", "QuotaExceededError");
  };
  const store = { ...memoryStore(), setItem };
  const client = await clientOf("pupil", { store });
  assert.ok(client.session.signedIn);
  assert.ok(await works((await client.session.renew()) ?? ""));
  assert.equal(store.getItem("talim.refresh"), null);
  await client.session.logout();
  assert.equal(client.session.signedIn, false);
});

async function works(access: string): Promise<boolean> {
  const answer = await fetch(`${told.url}/api/v1/auth/users/me/`, { headers: { Authorization: `Bearer ${access}` } });
  return answer.ok;
}

test("after a cut the events that were missed are replayed, in order and once", async () => {
  const client = await live("pupil");
  const heard: string[] = [];
  client.realtime.own.on("notification.created", (event) => heard.push(String(event.data.notification.data["title"])));
  await door("tell", { who: "pupil", titles: ["a"] });
  await until(() => heard.length === 1);
  await door("cut");
  await door("tell", { who: "pupil", titles: ["b", "c", "d"] });
  await until(() => client.realtime.status !== "open");
  await door("mend");
  await until(() => heard.length === 4);
  assert.deepEqual(heard, ["a", "b", "c", "d"]);
  assert.deepEqual(titles(client)?.slice(0, 4), ["d", "c", "b", "a"]);
  assert.equal(client.realtime.own.counted.snapshots, 1);
});

test("events that come twice are dropped, and one that is missing is asked for", async () => {
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
  const client = await live("pupil", { WebSocket: Unreliable as SocketClass });
  const heard: number[] = [];
  client.realtime.own.on("notification.created", (event) => heard.push(event.seq!));
  const after = client.realtime.own.seq!;
  await door("tell", { who: "pupil", titles: ["e", "f", "g"] });
  await until(() => heard.length === 3);
  assert.deepEqual(heard, [after + 1, after + 2, after + 3]);
  assert.deepEqual(titles(client)?.slice(0, 3), ["g", "f", "e"]);
  assert.ok(client.realtime.own.counted.doubles >= 2);
});

test("what is no longer kept is made good by a new snapshot", async () => {
  const client = await live("pupil");
  let total = 0;
  const stop = client.realtime.own.onSnapshot(() => (total += 1));
  await door("cut");
  await door("tell", { who: "pupil", titles: ["h", "i"] });
  await door("forget", { who: "pupil" });
  await until(() => client.realtime.status !== "open");
  await door("mend");
  await client.realtime.own.until(() => titles(client)?.[0] === "i");
  assert.equal(client.realtime.own.counted.snapshots, 2);
  await until(() => total === 1);
  stop();
});

test("a server that is stopped and started again is found again", async () => {
  const client = await live("pupil");
  const reasons: string[] = [];
  client.realtime.onStatus((status, reason) => status === "waiting" && reasons.push(reason));
  await door("restart");
  await door("tell", { who: "pupil", titles: ["j"] });
  await client.realtime.own.until(() => titles(client)?.[0] === "j");
  assert.equal(reasons[0], "1012");
});

test("a peer that fell silent is left, and another connection made", async () => {
  const client = await live("pupil", { heartbeat: 200 });
  await door("freeze");
  await until(() => client.realtime.status !== "open");
  await door("cut");
  await door("mend");
  await until(() => client.realtime.status === "open");
});

test("a session that ends on the server ends the client's, and it stays away", async () => {
  const client = await live("second");
  let told = 0;
  client.session.onSignedOut(() => (told += 1));
  await door("end_sessions", { who: "second" });
  await until(() => client.realtime.status === "stopped");
  assert.deepEqual([client.realtime.reason, told, client.session.signedIn], ["signed_out", 1, false]);
});

test("the ninth socket takes the place of the first, which stays away", async () => {
  const store = memoryStore();
  const first = await live("second", { store });
  for (let number = 2; number <= 9; number++) {
    const other = nobody({ store });
    other.realtime.start();
    await until(() => other.realtime.status === "open");
  }
  await until(() => first.realtime.status === "stopped");
  assert.equal(first.realtime.reason, "replaced");
});

test("a stream that is not one's own is refused, and the rest goes on", async () => {
  const client = await live("pupil");
  const wall = client.realtime.subscribe("wall", told.group);
  await until(() => wall.ended);
  assert.equal(wall.ended, "not_found");
  await client.realtime.subscribe("group", told.group).until((state) => state.homework.length === 1);
});

test("who records is seen on the wall, also when it was left and asked for again at once", async () => {
  const [teacher, pupil] = [await live("teacher"), await live("second")];
  teacher.realtime.unsubscribe(teacher.realtime.subscribe("wall", told.group));
  const wall = teacher.realtime.subscribe("wall", told.group);
  await until(() => wall.counted.snapshots === 2);
  let seen = "";
  wall.on("homework.recording", (event) => (seen = event.data.student));
  const { results } = await pupil.api.get("/homework/");
  pupil.realtime.present({ type: "recording", homework: results[0]!.id });
  await until(() => seen);
  assert.equal(seen, told.people["second"]!.id);
});

test("states are those that a newcomer is given, whatever happened", async () => {
  const [manager, teacher, pupil] = [await clientOf("manager"), await live("teacher"), await live("second")];
  const { realtime } = teacher;
  const child = told.people["second"]!.id;
  const watched = [realtime.own, realtime.subscribe("wall", told.group), realtime.subscribe("group", told.group)];
  const streams = [...watched, realtime.subscribe("child", child)] as unknown as Stream[];
  for (const stream of streams) await stream.until(() => true);

  const lesson = (days: number) => {
    const at = (hours: number) => new Date(Date.now() + days * 86_400_000 + hours * 3_600_000).toISOString();
    return { group: told.group, starts_at: at(0), ends_at: at(1), topic: `day ${days}` };
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

  const give = (title: string) =>
    teacher.api.post("/homework/assignments/", {
      body: { kind: "text", title, instructions: "Write.", language: "en", group: told.group },
    });
  const [first, second, third] = [await give("one"), await give("two"), await give("three")];
  await teacher.api.patch("/homework/assignments/{id}/", { ...path(first.id), body: { title: "uno" } });
  await teacher.api.delete("/homework/assignments/{id}/", path(second.id));
  const { results } = await pupil.api.get("/homework/", { query: { assignment: third.id } });
  await pupil.api.post("/homework/{id}/submit/", { ...path(results[0]?.id), form: { text: "I write." } });
  const body = { decision: "accept" as const, score: 80, comment: "Good." };
  await teacher.api.post("/homework/{id}/review/", { ...path(results[0]?.id), body });

  await sameAsFresh("teacher", streams);
  await sameAsFresh("second", [pupil.realtime.own as unknown as Stream]);
  const marks = watched[1]!.state as WallState;
  assert.deepEqual(marks.homework.find((row) => row.homework === results[0]!.id)?.homework_score, 80);
});
