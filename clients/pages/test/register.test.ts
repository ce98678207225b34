/** Marks without a network: a real IndexedDB, and a server that merges as ours does. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ApiError, NetworkError } from "@talim/client";
import { Book, type BookOptions } from "../src/teacher/book.ts";
import { RegisterKeep } from "../src/teacher/register-keep.ts";
import {
  answered,
  differences,
  marked,
  next,
  shown,
  takesMarks,
  type Difference,
  type Register,
  type Row,
  type Side,
  type Synced,
  type Waiting,
} from "../src/teacher/register.ts";

const LESSON = "lesson-1";
const where = { person: "teacher", lesson: LESSON, student: "aziz" };
const row = { student: { id: "aziz", full_name: "Aziz" }, mark: null } as unknown as Row;

function side(status: string, marked_at: string): Side {
  return { status, minutes_late: null, note: "", source: "bulk", marked_at, by: null };
}

/** Of several marks of a pupil the newest stands; what somebody else had said otherwise is a conflict. */
class Server {
  line = true;
  asked: Waiting[][] = [];
  refuse = new Set<string>();
  before: () => Promise<void> = async () => undefined;

  constructor(readonly theirs: Map<string, Side> = new Map()) {}

  post = async (_path: string, { body }: { body: { marks: Waiting[] } }): Promise<Synced> => {
    if (!this.line) throw new NetworkError("away");
    await this.before();
    this.asked.push(body.marks);
    const conflicts: Synced["conflicts"] = [];
    const marks = body.marks.map((mark): Synced["marks"][number] => {
      if (this.refuse.has(mark.student))
        return { id: mark.id, outcome: "refused", reason: "closed", text: "This register is closed.", mark: null };
      const theirs = this.theirs.get(mark.student);
      const older = theirs !== undefined && Date.parse(theirs.marked_at) >= Date.parse(mark.marked_at);
      if (theirs && theirs.status !== mark.status) {
        const { lesson, student, status, marked_at } = mark;
        const mine = side(status, marked_at);
        conflicts.push({ id: mark.id, lesson, student, stands: older ? "theirs" : "mine", mine, theirs });
      }
      return { id: mark.id, outcome: older ? "older" : "applied", reason: null, text: "", mark: null };
    });
    return { marks, conflicts };
  };
}

let databases = 0;
const books: Book[] = [];
after(() => books.forEach((book) => book.close()));

function bookAt(server: Server, keep = new RegisterKeep(`register-${databases++}`)) {
  const alone = (work: () => Promise<void>) => work();
  const api = {
    post: server.post,
    get: () => Promise.reject(new NetworkError("away")),
  } as unknown as BookOptions["api"];
  const book = new Book("teacher", { api, keep, alone });
  books.push(book);
  return { book, keep };
}

test("a mark is on the device before it is sent, outlives the page, and goes when the server has it", async () => {
  const server = new Server();
  server.line = false;
  const { book, keep } = bookAt(server);
  await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
  await book.send();
  assert.ok(book.open.get().error instanceof NetworkError);
  const later = bookAt(server, keep).book;
  await later.look();
  const [waiting] = later.open.get().waiting;
  assert.deepEqual(shown(row, waiting), { status: "present", state: "waiting" });
  server.line = true;
  await later.send();
  assert.deepEqual(later.open.get(), { waiting: [], differences: [], error: undefined });
  assert.equal(server.asked.length, 1);
  await book.send();
  assert.equal(server.asked.length, 1, "the other tab has nothing left to send");
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
    server.asked.map((marks) => marks.map((one) => one.status)),
    [["late"], ["present"]],
  );
  assert.deepEqual(book.open.get().waiting, []);
});

test("a mark is newer than the one it replaces when the clock went back", () => {
  const first = marked(where, { status: "late" }, "1", Date.parse("2026-11-21T10:00:00Z"));
  const second = marked(where, { status: "absent" }, "2", Date.parse("2026-11-21T09:00:00Z"), first);
  assert.equal(second.marked_at, "2026-11-21T10:00:00.001Z");
});

test("a conflict shows both; choosing theirs marks it so, choosing mine asks no more", async () => {
  const theirs = side("absent", new Date(Date.now() + 60_000).toISOString());
  const server = new Server(new Map([["aziz", theirs]]));
  const { book } = bookAt(server);
  await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
  await book.send();
  const [difference] = book.open.get().differences;
  assert.ok(difference);
  assert.deepEqual(
    [difference.stands, difference.mine.status, difference.theirs.status],
    ["theirs", "present", "absent"],
  );
  await book.decide(difference, "theirs");
  assert.deepEqual(book.open.get().differences, []);
  assert.equal(server.asked.length, 1, "theirs stands already");
  const mine: Difference = { ...difference, theirs: side("absent", "2026-11-21T08:00:00Z") };
  server.theirs.set("aziz", mine.theirs);
  await book.decide(mine, "mine");
  await book.send();
  assert.equal(server.asked.at(-1)?.[0]?.status, "present");
  assert.deepEqual(book.open.get().differences, [], "decided before: the same difference is not asked about again");
});

test("another mark of theirs is another difference", () => {
  const known: Difference = {
    ...where,
    stands: "mine",
    mine: side("present", "2026-11-21T09:00:00Z"),
    theirs: side("absent", "2026-11-21T08:00:00Z"),
    decided: true,
  };
  const conflict = { ...known, id: "7", theirs: side("late", "2026-11-21T08:30:00Z") };
  const [found] = differences("teacher", { marks: [], conflicts: [conflict] }, [known]);
  assert.equal(found?.decided, false);
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
  const [waiting] = book.open.get().waiting;
  assert.equal(waiting?.refused, "This register is closed.");
  assert.equal(shown(row, waiting).state, "refused");
  await book.send();
  assert.equal(server.asked.length, 1);
  server.refuse.clear();
  await book.mark(LESSON, [{ student: "aziz", status: "absent" }]);
  await book.send();
  assert.deepEqual(book.open.get().waiting, []);
});

test("what the server refuses as a whole is kept and said", async () => {
  const server = new Server();
  const { book } = bookAt(server);
  await book.mark(LESSON, [{ student: "aziz", status: "present" }]);
  server.before = () => Promise.reject(new ApiError(403, "forbidden", "No.", {}, "1"));
  await book.send();
  assert.equal(book.open.get().waiting.length, 1);
  assert.ok(book.open.get().error instanceof ApiError);
});

test("no more than the server takes at once, the oldest first", () => {
  const waiting = Array.from({ length: 70 }, (_, n) =>
    marked({ ...where, lesson: `lesson-${n}` }, { status: "late" }, String(n), 1_000_000 - n),
  );
  const sent = next(waiting);
  assert.equal(sent.length, 60);
  assert.equal(sent[0]?.id, "69");
  const none = answered(sent, { marks: [], conflicts: [] });
  assert.deepEqual(none, { done: [], refused: [] }, "what was not answered goes on waiting");
});

test("a register that was copied before it opened takes marks from half an hour before the lesson", () => {
  const register = { takes_marks: false, closed_for: "not_begun", starts_at: "2026-11-21T10:00:00Z" } as Register;
  assert.equal(takesMarks(register, Date.parse("2026-11-21T09:29:00Z")), false);
  assert.equal(takesMarks(register, Date.parse("2026-11-21T09:30:00Z")), true);
  const closed = { ...register, closed_for: "closed" } as Register;
  assert.equal(takesMarks(closed, Date.parse("2026-11-21T11:00:00Z")), false);
});

test("without a network the last copy is shown, of this person only", async () => {
  const { book, keep } = bookAt(new Server());
  await keep.copy("teacher", `register ${LESSON}`, { lesson: LESSON });
  await keep.copy("teacher", "statuses", []);
  assert.equal((await book.fetch(LESSON)).register.lesson, LESSON);
  await assert.rejects(book.fetch("lesson-2"), NetworkError);
  assert.equal(await keep.copied("somebody", "statuses"), undefined);
});
