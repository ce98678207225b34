import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, formatPhone, toIsoDay, getDayStart, parseWholeAmount } from "../src/format.ts";
import { fetchAllPages } from "../src/office/all-pages.ts";
import { filterOverdue } from "../src/jobs/overdue.ts";
import { canOpenPage } from "../src/office/page-permissions.ts";
import { getOfficePages } from "../src/office/role-pages.ts";
import { buildCharts, dropUnit, formatFigure, formatPeriod, type Dataset } from "../src/analytics/office/chart-data.ts";
import {
  findObstacle,
  findReach,
  isEnabled,
  setPreference,
  type MessageLine,
  type PreferenceCell,
} from "../src/notifications/parent/preferences.ts";
import type { Person } from "../src/talim.ts";
import { en } from "./all-words.ts";
import { ru } from "./all-words.ts";
import { uz } from "./all-words.ts";

test("a day begins at its own midnight, where clocks change too", () => {
  const at = (day: string, zone: string) => new Date(getDayStart(day, zone)).toISOString();
  assert.equal(at("2026-11-21", "Asia/Tashkent"), "2026-11-20T19:00:00.000Z");
  assert.equal(at("2026-03-29", "Europe/Berlin"), "2026-03-28T23:00:00.000Z");
  assert.equal(at("2026-03-30", "Europe/Berlin"), "2026-03-29T22:00:00.000Z");
  assert.equal(at("2026-11-01", "America/New_York"), "2026-11-01T04:00:00.000Z");
  assert.equal(toIsoDay("2026-11-20T19:30:00Z", "Asia/Tashkent"), "2026-11-21");
  assert.deepEqual([addDays("2026-12-31", 1), addDays("2026-03-01", -1)], ["2027-01-01", "2026-02-28"]);
});

test("an amount is taken as people type it", () => {
  for (const typed of ["100000", "100 000", "100.000", "100,000", "100 000,00", "100.000,50", "100,000.00 soʻm"]) {
    assert.equal(parseWholeAmount(typed), 100_000, typed);
  }
  assert.deepEqual(["", "soʻm", "7,5", "1.000.000"].map(parseWholeAmount), [0, 0, 7, 1_000_000]);
});

test("a phone number is read in groups", () => {
  assert.equal(formatPhone("+998901234567"), "+998\u00a090\u00a0123\u00a045\u00a067");
  assert.equal(formatPhone("+77011234567"), "+77011234567");
});

test("a figure says its unit once", () => {
  assert.equal(dropUnit("Received, soʻm", { unit: "money", currency: "UZS" }, en), "Received");
  assert.equal(dropUnit("Attendance, %", { unit: "percent", currency: null }, en), "Attendance");
  assert.equal(dropUnit("Left, % of the active", { unit: "percent", currency: null }, en), "Left, % of the active");
});

const cell: PreferenceCell = {
  channel: "sms",
  wanted: false,
  own: null,
  declared: false,
  fixed: false,
  offered: true,
  obstacle: null,
};

test("a wish stands over what is usual, and what is usual needs no words", () => {
  const chosen = setPreference("absence", cell, true, []);
  assert.deepEqual(chosen, [{ type: "absence", channel: "sms", wanted: true }]);
  assert.equal(isEnabled("absence", cell, chosen), true);
  assert.equal(isEnabled("money", cell, chosen), false);
  assert.deepEqual(setPreference("absence", cell, false, chosen), []);
  assert.equal(isEnabled("absence", { ...cell, fixed: true, wanted: true }, []), true);
});

test("a message that no channel can bring is said to come only here, or nowhere", () => {
  const channels: PreferenceCell[] = [
    { ...cell, channel: "in_app", declared: true },
    { ...cell, channel: "telegram", declared: true, obstacle: "not_set_up" },
    { ...cell, channel: "push", declared: true },
    { ...cell, obstacle: "no_address" },
  ];
  const line: MessageLine = { type: "overdue", title: "Overdue", group: "money", falls_back: true, channels };
  const off = (channel: "push" | "in_app" | "sms") => ({ type: "overdue", channel, wanted: false });
  assert.deepEqual([findObstacle([line], "sms"), findObstacle([line], "push")], ["no_address", null]);
  assert.equal(findReach(line, []), "outside");
  assert.equal(findReach(line, [off("push")]), "here");
  assert.equal(findReach(line, [off("push"), { type: "overdue", channel: "sms", wanted: true }]), "here");
  assert.equal(findReach(line, [off("push"), off("in_app")]), "nowhere");
  const withPhone = {
    ...line,
    channels: channels.map((one) => (one.channel === "sms" ? { ...one, obstacle: null } : one)),
  };
  assert.equal(findReach(withPhone, [off("push")]), "outside");
  assert.equal(findReach(withPhone, [off("push"), off("sms")]), "here");
});

function set(key: string, unit: Dataset["unit"], currency: string | null = null): Dataset {
  return { key, label: key, unit, currency, data: [1, null] };
}

test("figures that go together are one chart, money one for each currency", () => {
  const money = ["UZS", "USD"].flatMap((currency) => [
    set("received", "money", currency),
    set("expected", "money", currency),
  ]);
  const drawn = buildCharts([...money, set("attendance", "percent"), set("churn", "percent")]);
  assert.deepEqual(
    drawn.map((item) => [item.subject, item.kind, item.sets.length]),
    [
      ["money", "bar", 2],
      ["money", "bar", 2],
      ["attendance", "line", 1],
    ],
  );
});

test("figures are said with their unit", () => {
  assert.equal(formatFigure(45_000_000, set("received", "money", "UZS"), en), "450\u00a0000\u00a0soʻm");
  assert.equal(formatFigure(93.25, set("attendance", "percent"), en), "93.3\u00a0%");
  assert.equal(formatFigure(1200, set("active", "count"), en), "1\u00a0200");
  assert.equal(formatFigure(null, set("active", "count"), en), "—");
  assert.deepEqual([formatPeriod("2026-11-16", ru), formatPeriod("2026-11", ru)], ["16\u00a0ноября", "Ноябрь 2026"]);
  assert.deepEqual([formatPeriod("2026-11", en), formatPeriod("2026-11", uz)], ["November 2026", "2026-yil noyabr"]);
});

test("a list is read to its end", async () => {
  const pages = [["a", "b"], ["c"]];
  const ask = async (page: number) => ({ results: pages[page - 1] ?? [], next: page < pages.length ? "more" : null });
  assert.deepEqual(await fetchAllPages(ask), ["a", "b", "c"]);
});

test("a message that still waits a quarter of an hour after its time is stuck, one in a digest is not", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  const queued = ["11:44", "11:46", "13:00"].map((time) => ({ due_at: `2026-11-21T${time}:00Z`, in_digest: null }));
  const carried = { due_at: "2026-11-21T09:00:00Z", in_digest: "d1" };
  assert.deepEqual(filterOverdue([...queued, carried], now), queued.slice(0, 1));
});

test("the office's menu has what the person may do", () => {
  const me = (permissions: string[]) => ({ permissions }) as Person;
  const cashier = me(["payments.see_all", "payments.report"]);
  assert.deepEqual(
    getOfficePages(cashier).menu.map(([to]) => to),
    ["", "messages", "menu"],
  );
  assert.equal(getOfficePages(cashier).pages["imports"], undefined);
  assert.equal(canOpenPage(me(["notifications.deliveries"]), "stuck"), true);
  assert.equal(canOpenPage(me(["centre.figures"]), "imports"), false);
});

test("numbers take the right form for parents and the office", () => {
  const free = [1, 3, 11].map(ru.office.free);
  assert.deepEqual(free, ["1 свободное место", "3 свободных места", "11 свободных мест"]);
  assert.equal(en.office.debtTotal(1, "5"), "1 debtor, 5 overdue");
  assert.equal(uz.office.free(3), "3 ta boʻsh joy");
});
