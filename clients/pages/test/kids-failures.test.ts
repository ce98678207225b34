/** What a failed request means for a small child: only a lost network is told as one. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, NetworkError } from "@talim/client";
import { readFailure } from "../src/kids/failures.ts";

const refuse = (status: number, code: ApiError["code"]) => new ApiError(status, code, "", {}, "x");

test("a lost network is away, and what the server refuses leads to the path or says that it is enough", () => {
  assert.equal(readFailure(new NetworkError(new TypeError())), "away");
  assert.equal(readFailure(refuse(404, "not_found")), "path");
  assert.equal(readFailure(refuse(403, "lesson_locked")), "path");
  assert.equal(readFailure(refuse(409, "conflict")), "path");
  assert.equal(readFailure(refuse(409, "enough_for_today")), "enough");
});

test("what may go at another try has a button for it", () => {
  for (const status of [401, 429, 500, 503]) assert.equal(readFailure(refuse(status, "server_error")), "again");
  assert.equal(readFailure(new Error("broken")), "again");
});
