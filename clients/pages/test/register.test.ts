/** Marks without a network: a real IndexedDB, and a server that merges as ours does. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ApiError, NetworkError } from "@talim/client";
import { RegisterSync, type RegisterSyncOptions } from "../src/attendance/teacher/register-sync.ts";
import { RegisterStore } from "../src/attendance/teacher/register-store.ts";
import {
  findOrphanMarks,
  getDisplayedMark,
  type MarkConflict,
  type Register,
  type RegisterRow,
  type MarkSide,
  type SyncAnswer,
  type UnsentMark,
} from "../src/attendance/teacher/register.ts";

const LESSON = "lesson-1";
const row = { student: { id: "aziz", full_name: "Aziz" }, mark: null } as unknown as RegisterRow;

function side(status: string, marked_at: string): MarkSide {
  return { status, minutes_late: null, note: "", source: "bulk", marked_at, by: null };
}

/** Of several marks of a pupil the newest stands; what somebody else had said otherwise is a conflict. */
class Server {
  line = true;
  away: Error = new NetworkError("away");
  asked: UnsentMark[][] = [];
  refuse = new Set<string>();
  before: () => Promise<void> = async () => undefined;
  get: (path: string) => Promise<unknown> = () => Promise.reject(this.away);
  /** The mark that stands, as the answer shows it. */
  stands: (mark: UnsentMark) => RegisterRow["mark"] = () => null;

  deleted: string[] = [];
  delete = async (_path: string, { path }: { path: { id: string } }): Promise<void> => {
    if (!this.line) throw new NetworkError("away");
    this.deleted.push(path.id);
  };

  constructor(readonly theirs: Map<string, MarkSide> = new Map()) {}

  post = async (_path: string, { body }: { body: { marks: UnsentMark[] } }): Promise<SyncAnswer> => {
    if (!this.line) throw new NetworkError("away");
    await this.before();
    this.asked.push(body.marks);
    const conflicts: SyncAnswer["conflicts"] = [];
    const marks = body.marks.map((mark): SyncAnswer["marks"][number] => {
      if (this.refuse.has(mark.student))
        return { id: mark.id, outcome: "refused", reason: "closed", text: "This register is closed.", mark: null };
      const theirs = this.theirs.get(mark.student);
      const older = theirs !== undefined && Date.parse(theirs.marked_at) >= Date.parse(mark.marked_at);
      if (theirs && theirs.status !== mark.status) {
        const { lesson, student, status, marked_at } = mark;
        const mine = side(status, marked_at);
        conflicts.push({ id: mark.id, lesson, student, stands: older ? "theirs" : "mine", mine, theirs });
      }
      return { id: mark.id, outcome: older ? "older" : "applied", reason: null, text: "", mark: this.stands(mark) };
    });
    return { marks, conflicts };
  };
}

let databases = 0;
const books: RegisterSync[] = [];
after(() => books.forEach((book) => book.close()));

/** Two ends, each of which hears what is said at the other. */
function tabs(): [BroadcastChannel, BroadcastChannel] {
  const name = `tabs-${databases++}`;
  return [new BroadcastChannel(name), new BroadcastChannel(name)];
}

/** Wait until it is so. */
async function when(result: () => boolean): Promise<void> {
  for (const ends = Date.now() + 5_000; !result(); await new Promise((resolve) => setTimeout(resolve, 5)))
    assert.ok(Date.now() < ends, "it is not so");
}

function bookAt(server: Server, keep = new RegisterStore(`register-${databases++}`), ends?: BroadcastChannel) {
  const alone = (work: () => Promise<void>) => work();
  const api = {
    post: server.post,
    get: (path: string) => server.get(path),
    delete: server.delete,
  } as unknown as RegisterSyncOptions["api"];
  const book = new RegisterSync("teacher", { api, store: keep, runInOneTab: alone, ...(ends ? { tabs: ends } : {}) });
  books.push(book);
  return { book, keep };
}

test("a mark is on the device before it is sent, outlives the page, and goes when the server has it", async () => {
  const server = new Server();
  server.line = false;
  const { book, keep } = bookAt(server);
  await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
  await book.send();
  assert.ok(book.unsynced.get().error instanceof NetworkError);
  const later = bookAt(server, keep).book;
  await later.refresh();
  const [waiting] = later.unsynced.get().waiting;
  assert.deepEqual(getDisplayedMark(row, waiting), { status: "present", minutes: null, state: "waiting" });
  server.line = true;
  await later.send();
  assert.deepEqual(later.unsynced.get(), { waiting: [], differences: [], error: undefined, inMemory: false });
  assert.equal(server.asked.length, 1);
  await book.send();
  assert.equal(server.asked.length, 1, "the other tab has nothing left to send");
});

test("marks that are taken back go from the device without a network, and from the server where nobody made a newer one", async () => {
  const server = new Server();
  server.line = false;
  const { book } = bookAt(server);
  const unsent = await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
  await book.takeBack(unsent);
  assert.deepEqual(book.unsynced.get().waiting, []);
  await book.send();
  assert.deepEqual(server.asked, [], "there is nothing to send");

  server.line = true;
  const sent = await book.mark(
    LESSON,
    ["aziz", "lola"].map((student) => ({ student, status: "present" })),
  );
  await book.send();
  const [ours] = sent;
  const rows = [
    { student: { id: "aziz" }, mark: { id: "mark-1", marked_at: ours?.marked_at } },
    { student: { id: "lola" }, mark: { id: "mark-2", marked_at: "2030-01-01T00:00:00Z" } },
  ];
  server.get = async (path) => (path.includes("statuses") ? { results: [] } : { lesson: LESSON, rows });
  await book.takeBack(sent);
  assert.deepEqual(server.deleted, ["mark-1"], "the other one is somebody else's");
  server.line = false;
  await assert.rejects(book.takeBack(sent), NetworkError);
});

test("a mark that the device has no room for waits in this page, is sent all the same, and a refused one stays to be seen", async () => {
  const server = new Server();
  const { book } = bookAt(server);
  server.line = false;
  await book.mark(LESSON, [{ student: "aziz", status: "absent" }]);
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("", "QuotaExceededError");
  };
  try {
    await book.mark(LESSON, [{ student: "aziz", status: "late" }]);
    await book.send();
    const { waiting, error, inMemory: fleeting } = book.unsynced.get();
    assert.deepEqual(
      waiting.map((mark) => mark.status),
      ["late"],
    );
    assert.ok(fleeting && error instanceof NetworkError);
    server.line = true;
    server.refuse.add("lola");
    await book.mark(LESSON, [{ student: "lola", status: "present" }]);
    await book.send();
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  assert.deepEqual(
    server.asked.map((marks) => marks.map((mark) => mark.status)),
    [["late", "present"]],
  );
  const { waiting, error, inMemory: fleeting } = book.unsynced.get();
  assert.deepEqual(
    waiting.map(({ student, refused }) => [student, refused]),
    [["lola", "This register is closed."]],
  );
  assert.deepEqual([error, fleeting], [undefined, false]);
});

test("of two taps the last one is sent, and one during the sending is sent after it", async () => {
  const server = new Server();
  const { book } = bookAt(server);
  await book.mark(LESSON, [{ student: "aziz", status: "absent" }]);
  await book.mark(LESSON, [{ student: "aziz", status: "late" }]);
  server.before = async () => {
    server.before = async () => undefined;
    await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
  };
  await book.send();
  assert.deepEqual(
    server.asked.map((marks) => marks.map((mark) => mark.status)),
    [["late"], ["present"]],
  );
  assert.deepEqual(book.unsynced.get().waiting, []);
});

test("a conflict shows both; choosing theirs marks it so, choosing mine asks no more", async () => {
  const theirs = side("absent", new Date(Date.now() + 60_000).toISOString());
  const server = new Server(new Map([["aziz", theirs]]));
  const { book } = bookAt(server);
  await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
  await book.send();
  const [difference] = book.unsynced.get().differences;
  assert.ok(difference);
  assert.deepEqual(
    [difference.stands, difference.mine.status, difference.theirs.status],
    ["theirs", "present", "absent"],
  );
  await book.decide(difference, "theirs");
  assert.deepEqual(book.unsynced.get().differences, []);
  assert.equal(server.asked.length, 1, "theirs stands already");
  const mine: MarkConflict = { ...difference, theirs: side("absent", "2026-11-21T08:00:00Z") };
  server.theirs.set("aziz", mine.theirs);
  await book.decide(mine, "mine");
  await book.send();
  assert.equal(server.asked.at(-1)?.[0]?.status, "present");
  assert.deepEqual(book.unsynced.get().differences, [], "decided before: the same difference is not asked about again");
});

test("a tap on a pupil whose marks differ decides that, and what she saw is not sent", async () => {
  const server = new Server(new Map([["aziz", side("absent", new Date(Date.now() + 60_000).toISOString())]]));
  const { book } = bookAt(server);
  await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
  await book.send();
  assert.equal(book.unsynced.get().differences.length, 1);
  await book.mark(LESSON, [{ student: "aziz", status: "late", over: "2026-11-21T08:00:00Z" }]);
  assert.deepEqual(book.unsynced.get().differences, []);
  await book.send();
  assert.equal("over" in (server.asked.at(-1)?.[0] ?? {}), false);
});

test("what another tab did is seen here: what waits, and what the server took, in the copy too", async () => {
  const server = new Server();
  const keep = new RegisterStore(`register-${databases++}`);
  const ends = tabs();
  const [here, there] = ends.map((end) => bookAt(server, keep, end).book);
  assert.ok(here && there);
  const register = { lesson: LESSON, rows: [row] } as unknown as Register;
  await keep.save("teacher", `register ${LESSON}`, register);
  await keep.save("teacher", "statuses", []);
  await there.show(LESSON);
  server.line = false;
  await here.mark(LESSON, [{ student: "aziz", status: "present" }]);
  await when(() => there.unsynced.get().waiting.length === 1);
  server.line = true;
  server.stands = (mark) => ({ ...mark, lesson: LESSON, student: row.student }) as unknown as RegisterRow["mark"];
  await here.send();
  await when(() => there.unsynced.get().waiting.length === 0);
  assert.equal(there.register.get()?.rows[0]?.mark?.status, "present");
  assert.equal((await keep.getValue<Register>("teacher", `register ${LESSON}`))?.rows[0]?.mark?.status, "present");
});

test("an answer that was on its way while a mark was taken is not the copy that a lost network leaves", async () => {
  const server = new Server();
  server.stands = (mark) => ({ ...mark, lesson: LESSON, student: row.student }) as unknown as RegisterRow["mark"];
  const { book, keep } = bookAt(server);
  const register = { lesson: LESSON, rows: [row] } as unknown as Register;
  await keep.save("teacher", `register ${LESSON}`, register);
  await keep.save("teacher", "statuses", []);
  server.get = async (path) => {
    if (!path.includes("registers")) return { results: [] };
    server.get = () => Promise.reject(server.away);
    await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
    await book.send();
    return register;
  };
  const result = await book.show(LESSON);
  assert.equal(result.register.rows[0]?.mark?.status, "present");
  assert.equal(book.register.get()?.rows[0]?.mark?.status, "present");
});

test("a refused mark stays with its reason, is not sent again, and another tap replaces it", async () => {
  const server = new Server();
  server.refuse.add("aziz");
  const { book } = bookAt(server);
  await book.mark(LESSON, [
    { student: "aziz", status: "present" },
    { student: "bek", status: "late" },
  ]);
  await book.send();
  const [waiting] = book.unsynced.get().waiting;
  assert.equal(waiting?.refused, "This register is closed.");
  assert.equal(getDisplayedMark(row, waiting).state, "refused");
  await book.send();
  assert.equal(server.asked.length, 1);
  server.refuse.clear();
  await book.mark(LESSON, [{ student: "aziz", status: "absent" }]);
  await book.send();
  assert.deepEqual(book.unsynced.get().waiting, []);
});

test("what the server refuses as a whole is kept and said", async () => {
  const server = new Server();
  const { book } = bookAt(server);
  await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
  server.before = () => Promise.reject(new ApiError(403, "forbidden", "No.", {}, "1"));
  await book.send();
  assert.equal(book.unsynced.get().waiting.length, 1);
  assert.ok(book.unsynced.get().error instanceof ApiError);
});

test("what stands on no row of its lesson is found by itself, under the pupil's name, and can be put away", async () => {
  const server = new Server(new Map([["aziz", side("late", "2026-11-21T09:00:00Z")]]));
  server.stands = (mark) =>
    ({ lesson: mark.lesson, student: { id: mark.student, full_name: "Aziz" } }) as RegisterRow["mark"];
  server.refuse.add("laylo");
  const { book } = bookAt(server);
  await book.mark(
    LESSON,
    ["aziz", "laylo"].map((student) => ({ student, status: "present" })),
  );
  await book.send();
  const apart = (rows: RegisterRow[], lesson = LESSON) => {
    const { refused, differences: result } = findOrphanMarks(book.unsynced.get(), lesson, rows);
    return [refused.map((mark) => mark.student), result.map((conflict) => conflict.name)];
  };
  assert.deepEqual(apart([]), [["laylo"], ["Aziz"]]);
  assert.deepEqual(apart([row]), [["laylo"], []]);
  assert.deepEqual(apart([], "lesson-2"), [[], []]);
  const [item] = book.unsynced.get().differences;
  assert.ok(item);
  await book.decide(item, item.stands);
  assert.deepEqual(apart([]), [["laylo"], []]);
});

test("a server that is away or has too much to do is asked again by itself", async () => {
  const server = new Server();
  const { book } = bookAt(server);
  for (const [status, code] of [
    [503, "unavailable"],
    [429, "too_many_requests"],
  ] as const) {
    await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
    server.before = async () => {
      server.before = async () => undefined;
      throw new ApiError(status, code, "Later.", {}, "1", 0.01);
    };
    await book.send();
    assert.equal(book.unsynced.get().waiting.length, 1);
    await when(() => book.unsynced.get().waiting.length === 0);
    assert.equal(book.unsynced.get().error, undefined);
  }
});

test("without a network or a server the last copy is shown, of this person only", async () => {
  const server = new Server();
  const { book, keep } = bookAt(server);
  await keep.save("teacher", `register ${LESSON}`, { lesson: LESSON });
  await keep.save("teacher", "statuses", []);
  assert.equal((await book.fetch(LESSON)).register.lesson, LESSON);
  await assert.rejects(book.fetch("lesson-2"), NetworkError);
  server.away = new ApiError(503, "unavailable", "Later.", {}, "1");
  assert.equal((await book.fetch(LESSON)).register.lesson, LESSON);
  server.away = new ApiError(404, "not_found", "No.", {}, "1");
  await assert.rejects(book.fetch(LESSON), ApiError, "what it says itself is heard");
  assert.equal(await keep.getValue("somebody", "statuses"), undefined);
});
