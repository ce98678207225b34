import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatSeconds,
  formatDate,
  formatDay,
  formatDayTime,
  formatMonthDay,
  groupDigits,
  formatScore,
  formatMoney,
} from "../src/format.ts";
import {
  countImprovedWords,
  countCorrectWords,
  findWordAt,
  getShownClass,
  getWordLook,
  type Word,
} from "../src/homework/pupil/word-looks.ts";
import { matchPath, parsePath } from "../src/router.tsx";
import { en } from "./all-words.ts";
import { ru } from "./all-words.ts";
import { getLanguage, loadWords } from "../src/words/index.ts";
import { uz } from "./all-words.ts";

/** Every word of a catalogue by its place; functions as they are. */
function flat(words: object, before = ""): [string, unknown][] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === "object" && value !== null
      ? flat(value as object, `${before}${name}.`)
      : [[before + name, value] as [string, unknown]],
  );
}

const BRANDS = ["Payme", "Stripe", "Telegram"];

test("three languages say the same things, none of them with nothing or in another language's words", () => {
  const english = new Map(flat(en));
  for (const words of [uz, ru]) {
    const own = new Map(flat(words));
    assert.deepEqual([...own.keys()].sort(), [...english.keys()].sort());
    for (const [place, value] of own) {
      assert.equal(typeof value, typeof english.get(place), place);
      if (typeof value === "string" && !place.startsWith("currency.") && !BRANDS.includes(value))
        assert.ok(value && value !== english.get(place), place);
    }
  }
});

test("Uzbek is written with its own apostrophe", () => {
  const wrong = flat(uz).filter(([, value]) => /[oOgG]['‘’`]/.test(String(value)));
  assert.deepEqual(wrong, []);
});

test("numbers take the right form", () => {
  assert.deepEqual([1, 2, 5, 21].map(ru.coins.balance), ["1 монета", "2 монеты", "5 монет", "21 монета"]);
  assert.deepEqual([1, 2].map(en.coins.balance), ["1 coin", "2 coins"]);
});

test("Uzbek endings are written together with a word, and apart from digits", () => {
  const until = ["bugun", "ertaga", "21-noyabr", "3-yanvar 2027"].map(uz.payments.due);
  assert.deepEqual(until, ["bugungacha", "ertagacha", "21-noyabrgacha", "3-yanvar 2027 gacha"]);
  assert.equal(uz.home.due("bugun 18:00"), "bugun 18:00 gacha");
  assert.equal(uz.payments.of("1 soʻm", "2 soʻm"), "2 soʻmdan 1 soʻm");
});

test("moments are words in the reader's zone", () => {
  const now = "2026-11-21T20:00:00Z";
  const zone = "Asia/Tashkent";
  assert.equal(formatDayTime("2026-11-22T03:00:00Z", zone, en, now), "today 08:00");
  assert.equal(formatDay("2026-11-22T19:30:00Z", zone, en, now), "tomorrow");
  assert.equal(formatDay("2026-11-24T10:00:00Z", zone, en, now), "Tuesday");
  assert.equal(formatDay("2026-12-24T10:00:00Z", zone, uz, now), "24-dekabr");
  assert.equal(formatMonthDay("2026-11-24T19:30:00Z", zone, ru), "25\u00a0ноября");
  assert.equal(formatDay("2025-03-08T10:00:00Z", zone, ru, now), "8\u00a0марта 2025");
  assert.equal(formatDate("2026-11-22", zone, en, now), "today");
});

test("money is grouped", () => {
  assert.equal(formatMoney({ amount: 45_000_000, currency: "UZS" }, en), "450\u00a0000\u00a0soʻm");
  const odd = { amount: 12_345, currency: "USD" };
  assert.deepEqual(
    [en, uz, ru].map((words) => formatMoney(odd, words).slice(0, 6)),
    ["123.45", "123,45", "123,45"],
  );
  assert.equal(groupDigits(1234567), "1\u00a0234\u00a0567");
  assert.deepEqual([formatSeconds(65.4), formatScore(87.45), formatScore(90)], ["1:05", "87.5", "90"]);
});

test("a mark has the sign between its digits that its reader writes", async () => {
  for (const [spoken, said] of [
    ["en", "87.5"],
    ["uz", "87,5"],
    ["ru", "87,5"],
  ] as const) {
    await loadWords(spoken);
    assert.deepEqual([formatScore(87.46), formatScore(87)], [said, "87"]);
  }
});

test("of two languages the one that was chosen last is spoken, however late the other's words come", async () => {
  await loadWords("en");
  const late = loadWords("ru");
  assert.equal(await loadWords("en"), true);
  assert.equal(await late, false);
  assert.equal(getLanguage(), "en");
});

test("addresses lead to pages", () => {
  assert.equal(parsePath("/app/homework/1/"), "homework/1");
  assert.deepEqual(matchPath("homework/:id", "homework/7"), { id: "7" });
  assert.equal(matchPath("homework/:id", "homework"), undefined);
  assert.deepEqual(matchPath("", ""), {});
});

function word(reference: number | null, name: string, start: number | null = null, more: Partial<Word> = {}): Word {
  const end = start === null ? null : start + 0.5;
  return {
    index: 0,
    text: "a",
    heard: "",
    class: name,
    start,
    end,
    probability: null,
    reference,
    probable: false,
    corrected: false,
    ...more,
  };
}

test("words look as they were read, and the heard one is found", () => {
  const words = [word(0, "correct", 0), word(1, "omitted"), word(2, "wrong", 1), word(null, "filler", 2)];
  assert.deepEqual(words.map(getWordLook), ["good", "missing", "check", "extra"]);
  const weak = word(0, "correct", 0, { weak: true });
  assert.deepEqual([getWordLook(weak), getShownClass(weak)], ["check", "wrong"], "sign and word say the same");
  assert.equal(getWordLook({ ...weak, corrected: true }), "good", "the teacher has heard it");
  assert.deepEqual(
    [0.2, 0.7, 1.2].map((second) => findWordAt(words, second)),
    [0, -1, 2],
  );
  assert.deepEqual(countCorrectWords(words), { right: 1, all: 3 });
});

test("what got better between two tries is counted", () => {
  const before = [word(0, "correct"), word(1, "wrong"), word(2, "omitted")];
  const now = [word(0, "wrong"), word(1, "correct"), word(2, "self_corrected")];
  assert.equal(countImprovedWords(before, now), 2);
});
