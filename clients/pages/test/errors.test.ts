import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, NetworkError, type rest } from "@talim/client";
import { fromImportError, describeError, isBroken, PageError } from "../src/errors.ts";
import { describeBreak } from "../src/page-errors.ts";
import { en } from "./all-words.ts";

Object.assign(globalThis, { location: new URL("http://localhost/app/groups") });

const refused = (code: rest.ErrorCode, detail: string) => new ApiError(409, code, detail, {}, "7f");

test("a refusal reads as the server words it, unless the page where it is read has a sentence of its own", () => {
  const busy = refused("not_open", "The last recording is still being processed.");
  assert.deepEqual(describeError(busy, en), {
    text: "The last recording is still being processed.",
    code: "not_open · 7f",
  });
  assert.equal(describeError(busy, en, en.recorder.errors).text, "This homework takes no recordings now.");
  const large = refused("too_large", "The file is larger than 5 MB.");
  assert.equal(describeError(large, en).text, "The file is larger than 5 MB.");
  assert.equal(describeError(large, en, en.recorder.errors).text, "The recording is too long to send.");
});

test("what means the same everywhere has our own words", () => {
  assert.equal(describeError(refused("sold_out", "Sold out."), en).text, "This is sold out.");
  assert.equal(describeError(new NetworkError(null), en).text, en.errors.network);
  assert.equal(describeError(fromImportError(new TypeError("Failed to fetch")), en).text, en.errors.network);
});

test("what somebody mistyped has no code for support", () => {
  const mistyped = new ApiError(422, "invalid", "", { phone: ["This is no phone number."] }, "7f");
  assert.deepEqual(describeError(mistyped, en), { text: "This is no phone number.", code: "" });
  assert.deepEqual(describeError(refused("login_failed", ""), en), { text: en.errors.login_failed, code: "" });
});

test("only what our server has answered to is said to be known", () => {
  const failure = (status: number, id: string, detail = "") =>
    new ApiError(status, status < 500 ? "bad_request" : "server_error", detail, {}, id);
  assert.match(describeError(failure(500, "7f"), en).text, /We know about it/);
  assert.equal(describeError(failure(502, "", "Bad Gateway"), en).text, en.errors.unavailable);
  assert.equal(describeError(failure(400, ""), en).text, en.errors.failed);
  assert.deepEqual(describeError(new TypeError("x is undefined"), en), { text: en.errors.broken, code: "TypeError" });
  assert.doesNotMatch([en.errors.broken, en.errors.failed, en.errors.unavailable].join(), /know/);
});

test("what broke is told without ids and in the size that the server takes", () => {
  const broken = new TypeError("a".repeat(400));
  broken.stack = `TypeError: a\n${"    at Ne (https://talim.example.uz/static/pages/part-5J7KQ2MX.js:2:10482)\n".repeat(20)}`;
  const { message, frames, ...told } = describeBreak(broken, "/app/groups/0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75");
  assert.deepEqual(told, { page: "groups/:id", name: "TypeError" });
  assert.deepEqual([message.length, frames.length, frames[0]], [300, 12, "part-5J7KQ2MX.js:2:10482"]);
  assert.deepEqual(
    [new Error("x"), refused("conflict", ""), new NetworkError(null), new PageError("file_changed")].map(isBroken),
    [true, false, false, false],
  );
});
