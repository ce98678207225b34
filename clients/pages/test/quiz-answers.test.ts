/** Answers to a quiz reach the server whatever the network does, and what one answered is read and written alike. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, NetworkError, type rest } from "@talim/client";
import { PageError } from "../src/errors.ts";
import {
  AnswerQueue,
  type AnswerQueueOptions,
  type Outcome,
  type PendingAnswer,
} from "../src/quizzes/take/answer-queue.ts";
import { getRightResponse, listAnswer } from "../src/quizzes/take/answer-lines.ts";
import type { Body, QuizResponse } from "../src/quizzes/take/calls.ts";
import { formatTimeLeft, getSecondsLeft } from "../src/quizzes/take/deadline-clock.tsx";
import { FileStore } from "../src/quizzes/take/file-store.ts";
import {
  buildFileResponse,
  countWords,
  getEmptyResponse,
  isAnswered,
  orderItems,
  showGaps,
  splitGaps,
  toggleOption,
  togglePoint,
} from "../src/quizzes/take/responses.ts";

const saved = (place: number, counts = true) => ({ place, counts, saves: 1, saved_at: "2026-11-20T09:01:00Z" });
const short = (text: string): QuizResponse => ({ kind: "short", text });
const refused = (status: number, code: rest.ErrorCode, wait?: number) => new ApiError(status, code, "", {}, "", wait);
const TRUTH = { true: "True", false: "False" };

const upload: AnswerQueueOptions["upload"] = async (_, { key, name, type, size }) => ({
  id: `server ${key}`,
  name,
  content_type: type,
  size,
  url: null,
});

function createQueue(
  send: (answer: PendingAnswer) => Promise<ReturnType<typeof saved>>,
  runInOneTab = async (work: () => Promise<void>) => (await work(), true),
  more: Partial<AnswerQueueOptions> = {},
) {
  const waits: boolean[] = [];
  const outcomes: Outcome[] = [];
  const queue = new AnswerQueue({
    send,
    upload,
    runInOneTab,
    runAlone: (_, work) => work(),
    getPerson: () => "me",
    onWaiting: (is) => waits.push(is),
    ...more,
  });
  queue.onOutcome((outcome) => outcomes.push(outcome));
  return { queue, waits, outcomes };
}

test("of several answers to a question the newest is sent, once there is a network", async () => {
  const sent: [number, unknown][] = [];
  let isOnline = false;
  const { queue, waits, outcomes } = createQueue(async ({ place, response }) => {
    if (!isOnline) throw new NetworkError(null);
    sent.push([place, response]);
    return saved(place);
  });
  for (const text of ["w", "we", "went"]) await queue.add("me", "first", 1, short(text));
  await queue.add("me", "first", 2, short("is"));
  await queue.add("other", "first", 1, short("not mine"));
  assert.ok(((await queue.send("me")) as number) > 0, "another try is worth it");
  assert.equal((await queue.list("me", "first")).length, 2);
  isOnline = true;
  assert.equal(await queue.send("me"), undefined);
  assert.deepEqual(sent, [
    [1, short("went")],
    [2, short("is")],
  ]);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.answer.place),
    [1, 2],
  );
  assert.deepEqual(
    [await queue.list("me"), (await queue.list("other")).length, waits.at(-1)],
    [[], 1, true],
    "the answer of the other one waits",
  );
});

test("what was changed while it was sent is sent again", async () => {
  const sent: unknown[] = [];
  const { queue } = createQueue(async ({ place, response }) => {
    sent.push(response);
    if (sent.length === 1) await queue.add("me", "second", 1, short("later"));
    return saved(place);
  });
  await queue.add("me", "second", 1, short("first"));
  await queue.send("me");
  assert.deepEqual(sent, [short("first"), short("later")]);
});

test("an answer that is given while an earlier one is on its way is sent after it, though the clock went back over a reload", async (context) => {
  const began = 1_800_000_000_000;
  context.mock.timers.enable({ apis: ["Date"], now: began });
  const sent: unknown[] = [];
  const send = async ({ place, response }: PendingAnswer) => {
    sent.push(response);
    if (sent.length === 1) {
      context.mock.timers.setTime(began);
      await createQueue(send).queue.add("me", "clock", 1, short("after"));
    }
    return saved(place);
  };
  const { queue } = createQueue(send);
  context.mock.timers.setTime(began + 60_000);
  await queue.add("me", "clock", 1, short("before"));
  await queue.send("me");
  assert.deepEqual(sent, [short("before"), short("after")]);
  assert.deepEqual(await queue.list("me", "clock"), []);
});

test("a refusal is told and the others go on; a server without time is waited for as long as it says", async () => {
  const errors = [refused(422, "invalid"), refused(429, "too_many_requests", 30)];
  const { queue, outcomes } = createQueue(async () => {
    throw errors.shift() ?? new NetworkError(null);
  });
  await queue.add("me", "third", 1, short("a"));
  await queue.add("me", "third", 2, short("b"));
  assert.equal(await queue.send("me"), 30_000);
  assert.deepEqual(
    outcomes.map((outcome) => "error" in outcome && outcome.error instanceof ApiError && outcome.error.status),
    [422],
  );
  const left = await queue.list("me", "third");
  assert.deepEqual(
    left.map(({ place, refused: reason }) => [place, reason?.status]),
    [
      [1, 422],
      [2, undefined],
    ],
    "what was refused stays on the device",
  );
  await queue.forgetRefused("me", "third");
  assert.deepEqual(
    (await queue.list("me", "third")).map(({ place }) => place),
    [2],
  );
});

const recorded = (key: string) => ({ key, name: "recording.webm", type: "audio/webm", size: 3 });

test("a file goes before the answer that names it, once, and holds up no other answer", async () => {
  const sent: unknown[] = [];
  const done: string[] = [];
  const uploads: string[] = [];
  let isOnline = false;
  const { queue, outcomes } = createQueue(
    async ({ place, response }) => {
      sent.push(response);
      if (!isOnline && response.kind === "speak") throw new NetworkError(null);
      return saved(place);
    },
    undefined,
    {
      upload: async (answer, file) => (uploads.push(file.key), upload(answer, file)),
      onFilesDone: (keys) => done.push(...keys),
    },
  );
  const file = recorded("k1");
  await queue.add("me", "fifth", 1, buildFileResponse("speak", [file]), [file]);
  await queue.add("me", "fifth", 2, short("went"));
  assert.ok(((await queue.send("me")) as number) > 0, "the answer waits");
  assert.ok(outcomes.some(({ answer: { attempt, place } }) => attempt === "fifth" && place === 2));
  isOnline = true;
  await queue.send("me");
  assert.deepEqual(uploads, ["k1"], "it is not sent again");
  assert.deepEqual([sent.at(-1), done], [{ kind: "speak", file: "server k1" }, ["k1"]]);
  assert.deepEqual(
    outcomes.at(-1)?.answer.files?.map((one) => one.sent?.id),
    ["server k1"],
  );
});

test("an answer that was changed while its file was sent is not sent after the newer one", async () => {
  const sent: unknown[] = [];
  const send = async ({ place, response }: PendingAnswer) => {
    sent.push(response);
    return saved(place);
  };
  const otherTab = createQueue(send).queue;
  const { queue, outcomes } = createQueue(send, undefined, {
    upload: async (answer, file) => {
      await queue.add("me", "eighth", 1, short("newer"));
      await otherTab.send("me");
      return upload(answer, file);
    },
  });
  const file = recorded("slow");
  await queue.add("me", "eighth", 1, buildFileResponse("speak", [file]), [file]);
  assert.equal(await queue.send("me"), undefined);
  assert.deepEqual([sent, outcomes, await queue.list("me", "eighth")], [[short("newer")], [], []]);
});

test("a recording that was replaced is not needed any more; one that is gone is told", async () => {
  const done: string[] = [];
  const { queue, outcomes } = createQueue(async ({ place }) => saved(place), undefined, {
    upload: () => Promise.reject(new PageError("file_changed")),
    onFilesDone: (keys) => done.push(...keys),
  });
  for (const key of ["first", "second"])
    await queue.add("me", "sixth", 1, buildFileResponse("speak", [recorded(key)]), [recorded(key)]);
  assert.deepEqual(done, ["first"]);
  assert.equal(await queue.send("me"), undefined);
  assert.ok(outcomes.some((outcome) => "error" in outcome && outcome.error instanceof PageError));
  assert.deepEqual(await queue.list("me", "sixth"), []);
});

test("a recording is on the device piece by piece, also when it never ends", async () => {
  const store = new FileStore();
  const file = {
    person: "me",
    attempt: "seventh",
    place: 1,
    key: "cut",
    name: "recording.webm",
    type: "audio/webm",
    begunAt: 1,
    isRecording: true,
  };
  store.begin(file);
  for (const [number, text] of ["one ", "two"].entries()) store.addPiece("cut", number, new Blob([text]));
  await store.keep({ ...file, key: "whole", isRecording: false }, new Blob(["photo"]));
  assert.deepEqual(
    (await store.listRecordings("me", "seventh")).map(({ key }) => key),
    ["cut"],
  );
  assert.equal(await (await store.get("cut"))?.text(), "one two");
  await store.removeLeft(new Set(["whole"]));
  assert.equal(await store.get("cut"), undefined);
  assert.equal(await (await store.get("whole"))?.text(), "photo");
});

/** Web Locks, which Node 20 lacks: who asks for one holds it until its promise is settled. */
function installLocks(): void {
  const names = new Set<string>();
  const request = (name: string, work: () => Promise<unknown>) => (
    names.add(name),
    work().finally(() => names.delete(name))
  );
  const query = async () => ({ held: [...names].map((name) => ({ name })) });
  Object.defineProperty(globalThis, "navigator", { value: { locks: { request, query } }, configurable: true });
}

test("a file that the device has no room for is known to lie in the tab that holds it", async () => {
  installLocks();
  const [mine, other] = [new FileStore(), new FileStore()];
  const file = {
    person: "me",
    attempt: "ninth",
    place: 1,
    key: "large",
    name: "recording.webm",
    type: "audio/webm",
    begunAt: 1,
    isRecording: true,
  };
  const full = new Blob(["large"]);
  full.arrayBuffer = () => Promise.reject(new DOMException("", "QuotaExceededError"));
  await mine.keep(file, full);
  assert.deepEqual(
    [await mine.isElsewhere("large"), await other.isElsewhere("large"), mine.isInMemory],
    [false, true, true],
  );
  await mine.remove(["large"]);
  assert.deepEqual([await other.isElsewhere("large"), await other.get("large")], [false, undefined]);
});

test("while another tab sends it is looked again soon", async () => {
  const { queue } = createQueue(
    () => Promise.reject(new Error("never")),
    async () => false,
  );
  assert.ok(((await queue.send("me")) as number) > 0);
});

test("the time that is left is the server's, and is written with hours only where there are some", () => {
  const now = Date.parse("2026-11-20T09:00:00Z");
  const attempt = { deadline: "2026-11-20T09:15:00Z", clock_ahead: 3_600_000 };
  assert.equal(getSecondsLeft(attempt, now + 3_600_000), 900);
  assert.equal(getSecondsLeft(attempt, now + 2 * 3_600_000), 0);
  assert.equal(getSecondsLeft({ deadline: null, clock_ahead: 0 }, now), undefined);
  assert.deepEqual([59.2, 900, 4_325].map(formatTimeLeft), ["1:00", "15:00", "1:12:05"]);
});

test("an answer counts as one when it says something", () => {
  const kinds = [
    "single",
    "multiple",
    "true_false",
    "short",
    "number",
    "ordering",
    "matching",
    "gap",
    "essay",
    "hotspot",
    "dictation",
  ];
  for (const kind of kinds) assert.equal(isAnswered(getEmptyResponse({ kind } as Body)), false, kind);
  const answers: QuizResponse[] = [
    { kind: "true_false", value: false },
    { kind: "gap", gaps: { g1: "is" } },
    short(" a "),
    { kind: "hotspot", points: [{ x: 0, y: 0 }] },
  ];
  assert.deepEqual(answers.map(isAnswered), [true, true, true, true]);
  assert.deepEqual([isAnswered(null), isAnswered(short("  "))], [false, false]);
});

test("options, items, gaps and points change as they are pressed", () => {
  const options = ["a", "b", "c"].map((id) => ({ id, text: id }));
  assert.deepEqual(toggleOption(options, ["c"], "a"), ["a", "c"]);
  assert.deepEqual(toggleOption(options, ["a", "c"], "c"), ["a"]);
  assert.deepEqual(
    orderItems(options, ["c", "a"]).map(({ id }) => id),
    ["c", "a", "b"],
  );
  assert.deepEqual(splitGaps("My name [[g1]] Ali."), [{ text: "My name ", gap: "g1" }, { text: " Ali." }]);
  assert.equal(showGaps("[[g1]] name is [[g-2]]."), "[ … ] name is [ … ].");
  assert.equal(countWords(" two  words\n"), 2);
  assert.deepEqual(togglePoint([{ x: 0.5, y: 0.5 }], { x: 0.51, y: 0.5 }, 2), []);
  assert.deepEqual(togglePoint([{ x: 0.1, y: 0.1 }], { x: 0.9, y: 0.9 }, 1), [{ x: 0.9, y: 0.9 }]);
});

test("an answer and what is right are read alike", () => {
  const read = (body: Body, response: QuizResponse | null) => listAnswer(body, response, TRUTH).map(({ text }) => text);
  const single: Body = {
    kind: "single",
    options: [
      { id: "k", text: "goes" },
      { id: "x", text: "go" },
    ],
  };
  assert.deepEqual(read(single, { kind: "single", option: "x" }), ["go"]);
  assert.deepEqual(read(single, getRightResponse(single, { kind: "single", shares: { k: 1, x: 0.5 } })), ["goes"]);
  const gap: Body = {
    kind: "gap",
    text: "It [[g]] [[h]] six.",
    gaps: [
      { id: "g", kind: "typed" },
      { id: "h", kind: "chosen", options: [{ id: "o", text: "at" }] },
    ],
  };
  assert.deepEqual(read(gap, { kind: "gap", gaps: { h: "o" } }), ["It [ – ] [ at ] six."]);
  const key = {
    kind: "gap",
    gaps: { g: { answers: [{ text: "is" }, { text: "i.", is_pattern: true }] }, h: { option: "o" } },
  } as const;
  assert.deepEqual(read(gap, getRightResponse(gap, key as unknown as rest.GapKey)), ["It [ is ] [ at ] six."]);
  const matching: Body = { kind: "matching", left: [{ id: "l", text: "cat" }], right: [{ id: "r", text: "meow" }] };
  assert.deepEqual(read(matching, { kind: "matching", pairs: { l: "r" } }), ["cat → meow"]);
  assert.deepEqual(read({ kind: "essay" }, null), []);
  assert.equal(getRightResponse({ kind: "essay" }, { kind: "essay" }), null);
});
