import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOn, isoDay, startOf, wholeOf } from "../src/format.ts";
import { allPages } from "../src/office/all-pages.ts";
import { overdue } from "../src/office/overdue.ts";
import { officeOf, opens } from "../src/office/part.ts";
import { chartsOf, said, stepOf, type Dataset } from "../src/office/series.ts";
import { isWanted, wish, type Cell } from "../src/parent/wishes.ts";
import type { Person } from "../src/talim.ts";
import { en } from "../src/words/en.ts";
import { ru } from "../src/words/ru.ts";
import { uz } from "../src/words/uz.ts";

test("a day begins at its own midnight, where clocks change too", () => {
  const at = (day: string, zone: string) => new Date(startOf(day, zone)).toISOString();
  assert.equal(at("2026-11-21", "Asia/Tashkent"), "2026-11-20T19:00:00.000Z");
  assert.equal(at("2026-03-29", "Europe/Berlin"), "2026-03-28T23:00:00.000Z");
  assert.equal(at("2026-03-30", "Europe/Berlin"), "2026-03-29T22:00:00.000Z");
  assert.equal(at("2026-11-01", "America/New_York"), "2026-11-01T04:00:00.000Z");
  assert.equal(isoDay("2026-11-20T19:30:00Z", "Asia/Tashkent"), "2026-11-21");
  assert.deepEqual([daysOn("2026-12-31", 1), daysOn("2026-03-01", -1)], ["2027-01-01", "2026-02-28"]);
});

test("an amount is taken as people type it", () => {
  for (const typed of ["100000", "100 000", "100.000", "100,000", "100 000,00", "100.000,50", "100,000.00 soʻm"]) {
    assert.equal(wholeOf(typed), 100_000, typed);
  }
  assert.deepEqual(["", "soʻm", "7,5", "1.000.000"].map(wholeOf), [0, 0, 7, 1_000_000]);
});

const cell: Cell = { channel: "sms", wanted: false, own: null, declared: false, fixed: false, offered: true };

test("a wish stands over what is usual, and what is usual needs no words", () => {
  const chosen = wish("absence", cell, true, []);
  assert.deepEqual(chosen, [{ type: "absence", channel: "sms", wanted: true }]);
  assert.equal(isWanted("absence", cell, chosen), true);
  assert.equal(isWanted("money", cell, chosen), false);
  assert.deepEqual(wish("absence", cell, false, chosen), []);
  assert.equal(isWanted("absence", { ...cell, fixed: true, wanted: true }, []), true);
});

function set(key: string, unit: Dataset["unit"], currency: string | null = null): Dataset {
  return { key, label: key, unit, currency, data: [1, null] };
}

test("figures that go together are one chart, money one for each currency", () => {
  const money = ["UZS", "USD"].flatMap((currency) => [
    set("received", "money", currency),
    set("expected", "money", currency),
  ]);
  const drawn = chartsOf([...money, set("attendance", "percent"), set("churn", "percent")]);
  assert.deepEqual(
    drawn.map((one) => [one.subject, one.kind, one.sets.length]),
    [
      ["money", "bar", 2],
      ["money", "bar", 2],
      ["attendance", "line", 1],
    ],
  );
});

test("figures are said with their unit", () => {
  assert.equal(said(45_000_000, set("received", "money", "UZS"), en), "450\u00a0000\u00a0soʻm");
  assert.equal(said(93.25, set("attendance", "percent"), en), "93.3\u00a0%");
  assert.equal(said(1200, set("active", "count"), en), "1\u00a0200");
  assert.equal(said(null, set("active", "count"), en), "—");
  assert.deepEqual([stepOf("2026-11-16", ru), stepOf("2026-11", ru)], ["16 ноября", "Ноябрь 2026"]);
  assert.deepEqual([stepOf("2026-11", en), stepOf("2026-11", uz)], ["November 2026", "2026-yil noyabr"]);
});

test("a list is read to its end", async () => {
  const pages = [["a", "b"], ["c"]];
  const ask = async (page: number) => ({ results: pages[page - 1] ?? [], next: page < pages.length ? "more" : null });
  assert.deepEqual(await allPages(ask), ["a", "b", "c"]);
});

test("a message that still waits a quarter of an hour after its time is stuck, one in a digest is not", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  const queued = ["11:44", "11:46", "13:00"].map((time) => ({ due_at: `2026-11-21T${time}:00Z`, in_digest: null }));
  const carried = { due_at: "2026-11-21T09:00:00Z", in_digest: "d1" };
  assert.deepEqual(overdue([...queued, carried], now), queued.slice(0, 1));
});

test("the office's menu has what the person may do", () => {
  const me = (permissions: string[]) => ({ permissions }) as Person;
  const cashier = me(["payments.see_all", "payments.report"]);
  assert.deepEqual(
    officeOf(cashier).menu.map(([to]) => to),
    ["", "messages"],
  );
  assert.equal(officeOf(cashier).pages["imports"], undefined);
  assert.equal(opens(me(["notifications.deliveries"]), "stuck"), true);
  assert.equal(opens(me(["centre.figures"]), "imports"), false);
});

test("numbers take the right form for parents and the office", () => {
  const free = [1, 3, 11].map(ru.office.free);
  assert.deepEqual(free, ["1 свободное место", "3 свободных места", "11 свободных мест"]);
  assert.equal(en.office.debtTotal(1, "5"), "1 debtor, 5 overdue");
  assert.equal(uz.office.free(3), "3 ta boʻsh joy");
});
