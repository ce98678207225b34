import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, NetworkError, type rest } from "@talim/client";
import { fromImportError, describeError } from "../src/errors.ts";
import { en } from "./all-words.ts";

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
  assert.equal(describeError(refused("conflict", ""), en).text, en.errors.server_error);
});

test("what somebody mistyped has no code for support", () => {
  const mistyped = new ApiError(422, "invalid", "", { phone: ["This is no phone number."] }, "7f");
  assert.deepEqual(describeError(mistyped, en), { text: "This is no phone number.", code: "" });
  assert.deepEqual(describeError(refused("login_failed", ""), en), { text: en.errors.login_failed, code: "" });
});
