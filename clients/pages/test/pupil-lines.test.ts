import assert from "node:assert/strict";
import { test } from "node:test";
import { getLocalDigits, parsePupilLines, type NameOrder } from "../src/portal/start/pupil-lines.ts";

function parse(text: string, order: NameOrder = "first"): string[] {
  return parsePupilLines(text, order).map(({ first_name, last_name, phone, parent }) =>
    [first_name, last_name, phone, parent].join("|"),
  );
}

test("a line is a name, a phone and a parent, each separated as people do it", () => {
  assert.deepEqual(parse("Aziza Karimova, 90 123 45 67, Nodira Karimova"), [
    "Aziza|Karimova|90 123 45 67|Nodira Karimova",
  ]);
  assert.deepEqual(parse("Aziza Karimova; +998 (90) 123-45-67"), ["Aziza|Karimova|+998 (90) 123-45-67|"]);
  assert.deepEqual(parse("1. Aziza\t901234567\n\n  2) Bek Aliyev 901234568"), [
    "Aziza||901234567|",
    "Bek|Aliyev|901234568|",
  ]);
  assert.deepEqual(parse("Oʻgʻiloy Gʻaniyeva-Usmonova"), ["Oʻgʻiloy|Gʻaniyeva-Usmonova||"]);
  assert.deepEqual(parse("Aziza, Nodira, 901234567"), ["Aziza||901234567|Nodira"]);
});

test("the last name stands first where that is said; a single word is the first name", () => {
  assert.deepEqual(parse("Karimova Aziza Olim qizi, 901234567\nBek", "last"), [
    "Aziza Olim qizi|Karimova|901234567|",
    "Bek|||",
  ]);
});

test("a line without a name is kept, to say what is wrong with it", () => {
  assert.deepEqual(parse("90 123 45 67"), ["||90 123 45 67|"]);
});

test("two ways to write a number are one number", () => {
  assert.equal(getLocalDigits("+998 90 123-45-67"), getLocalDigits("901234567"));
});
