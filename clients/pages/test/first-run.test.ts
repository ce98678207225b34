import assert from "node:assert/strict";
import { test } from "node:test";
import { firstRun as en } from "../src/portal/first-run/words/en.ts";
import { firstRun as ru } from "../src/portal/first-run/words/ru.ts";
import { firstRun as uz } from "../src/portal/first-run/words/uz.ts";

Object.assign(globalThis, { location: new URL("http://localhost") });
const { buildFirstRun, toFormFields, toMinorUnits } = await import("../src/portal/first-run/form-values.ts");

function fill(values: Record<string, string | string[]>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) for (const each of [value].flat()) form.append(name, each);
  return form;
}

const FORM = fill({
  code: " K7PM-2QXD-9HFT ",
  languages: ["uz", "ru"],
  default_language: "uz",
  "rooms.0.name": "",
  "rooms.0.seats": "",
  "rooms.1.name": "204",
  "rooms.1.seats": "16",
  "courses.0.title": "Fizika",
  "courses.0.level": "",
  "courses.0.price": "600 000",
  status: ["absent", "excused"],
  charged: ["absent"],
  "status.absent": "Kelmadi",
  "status.excused": "Sababli",
  login: "+998901234567",
  password: " a secret ",
});

test("empty rows are left out, amounts are in the minor unit, the password is sent as it is", () => {
  const body = buildFirstRun(FORM, "uz");
  assert.equal(body.code, "K7PM-2QXD-9HFT");
  assert.deepEqual(body.rooms, [{ name: "204", seats: 16 }]);
  assert.deepEqual(body.courses, [{ title: { uz: "Fizika" }, level: "", price: 60_000_000 }]);
  assert.deepEqual(
    body.statuses?.map(({ charged }) => charged),
    [true, false],
  );
  assert.equal(body.administrator.phone, "+998901234567");
  assert.equal(body.administrator.password, " a secret ");
  assert.equal(toMinorUnits("much"), 0);
});

const HELP = "In digits.";

test("a price that is no number gets its own sentence", () => {
  const form = fill({ "courses.0.title": "Fizika", "courses.0.price": "600 ming" });
  assert.deepEqual(toFormFields({ "courses.0.price": ["At least 1."] }, form, HELP), { "courses.0.price": HELP });
});

test("each error is shown at its field, also below a row that was left out", () => {
  const fields = {
    "rooms.0.name": ["A"],
    "courses.0.price": ["B", "C"],
    "statuses.1.name": ["D"],
    "administrator.phone": ["E"],
    "administrator.password": ["F"],
    "branch.zone": ["G"],
  };
  assert.deepEqual(toFormFields(fields, FORM, HELP), {
    "rooms.1.name": "A",
    "courses.0.price": "B C",
    "status.excused": "D",
    login: "E",
    password: "F",
    "branch.zone": "G",
  });
});

test("the words of the page are in each language its own", () => {
  for (const own of [ru, uz]) {
    for (const [name, text] of Object.entries(own)) {
      assert.notEqual(String(text), String(en[name as keyof typeof en]), name);
    }
  }
});
