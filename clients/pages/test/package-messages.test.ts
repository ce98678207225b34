/** The page believes its own frame on the packages' origin, and of it only what the bridge knows. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "@talim/client";
import { readMessage } from "../src/learning/blocks/package-messages.ts";
import { PackageSaver, type SaveBody, type SaveState } from "../src/learning/blocks/package-saver.ts";

const ORIGIN = "https://packages.talim.example.uz";
const frame = {} as Window;
const cmi = { "cmi.core.lesson_status": "completed" };

test("messages of another window, another origin and another kind say nothing", () => {
  const data = { talim: "package", cmi };
  assert.deepEqual(readMessage({ source: frame, origin: ORIGIN, data }, frame, ORIGIN), { cmi });
  const forged = [
    { source: {} as Window, origin: ORIGIN, data },
    { source: null, origin: ORIGIN, data },
    { source: frame, origin: "https://talim.example.uz", data },
    { source: frame, origin: "null", data },
    { source: frame, origin: ORIGIN, data: { ...data, talim: "other" } },
    { source: frame, origin: ORIGIN, data: "package" },
    { source: frame, origin: ORIGIN, data: { talim: "package", token: "x" } },
  ];
  for (const event of forged) assert.equal(readMessage(event, frame, ORIGIN), undefined);
  assert.equal(readMessage({ source: null, origin: ORIGIN, data }, null, ORIGIN), undefined, "no frame yet");
});

test("of a message only values of the data model and statements are taken", () => {
  const data = { talim: "package", cmi: { ...cmi, evil: "1", "cmi.x": { y: 1 }, "cmi.constructor/": "1" } };
  assert.deepEqual(readMessage({ source: frame, origin: ORIGIN, data }, frame, ORIGIN), { cmi });
  const statements = [
    { verb: "passed", result: { score: { scaled: 7 }, completion: "yes", success: true, more: 1 } },
    "no",
    { verb: 1 },
  ];
  assert.deepEqual(
    readMessage({ source: frame, origin: ORIGIN, data: { talim: "package", statements } }, frame, ORIGIN),
    { statements: [{ verb: "passed", result: { success: true } }] },
  );
});

test("saves go one after the other, and the last one has what came meanwhile", async () => {
  const sent: SaveBody[] = [];
  const states: SaveState["state"][] = [];
  let answer: (() => void) | undefined;
  const saver = new PackageSaver(
    3,
    (body) => {
      sent.push(body);
      return new Promise(
        (done) => (answer = () => done({ version: body.version + 1, score: null, completed_at: null })),
      );
    },
    ({ state }) => states.push(state),
  );
  for (const page of ["1", "2", "3"]) saver.add({ cmi: { "cmi.suspend_data": page } });
  saver.add({ statements: [{ verb: "passed", result: {} }] });
  answer?.();
  await new Promise((done) => setImmediate(done));
  answer?.();
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(
    sent.map(({ version, cmi, statements }) => [version, cmi?.["cmi.suspend_data"], statements.length]),
    [
      [3, "1", 0],
      [4, "3", 1],
    ],
  );
  assert.equal(states.at(-1), "saved");
});

test("a refused save ends it: another device went on", async () => {
  const states: SaveState["state"][] = [];
  let asked = 0;
  const refuse = () => {
    asked += 1;
    return Promise.reject(new ApiError(409, "conflict", "Opened elsewhere.", {}, ""));
  };
  const saver = new PackageSaver(0, refuse, ({ state }) => states.push(state));
  saver.add({ cmi });
  await new Promise((done) => setImmediate(done));
  saver.add({ cmi });
  assert.deepEqual([states.at(-1), asked], ["refused", 1]);
});
