import assert from "node:assert/strict";
import { test } from "node:test";
import type { Homework } from "../src/homework/pupil/homework-list.ts";
import { fetchHomeworkList, findRepeatedTitles, type HomeworkSource } from "../src/homework/pupil/homework-list.ts";

/** A server with so much homework, the newest first; all done but those named. */
function server(length: number, open: Record<string, Homework["state"]> = {}) {
  const all = Array.from({ length }, (_, n) => ({ id: String(n), state: open[n] ?? "reviewed" }) as Homework);
  const asked: string[] = [];
  const ask: HomeworkSource = {
    list: async ({ page, page_size, state }) => {
      asked.push(state ?? `${page_size}`);
      const result = all.filter((homework) => !state || homework.state === state);
      return { results: result.slice((page - 1) * page_size, page * page_size), count: result.length };
    },
    one: async (id) => {
      asked.push(`one ${id}`);
      const result = all.find((homework) => homework.id === id);
      if (!result) throw new Error("gone");
      return result;
    },
  };
  return { ask, asked };
}

const ids = (all: Homework[]) => all.map((homework) => homework.id);

test("where all homework fits, nothing else is asked for", async () => {
  const { ask, asked } = server(50, { 3: "assigned" });
  const { all, more } = await fetchHomeworkList(ask, 50, () => assert.fail());
  assert.deepEqual([all.length, more, asked], [50, false, ["50"]]);
});

test("older homework is there too while there is something to do or a recording to send", async () => {
  const { ask } = server(80, { 10: "assigned", 60: "returned", 70: "assigned" });
  const { all, more } = await fetchHomeworkList(ask, 50, async () => ["10", "75", "gone"]);
  assert.deepEqual(ids(all).slice(50).sort(), ["60", "70", "75"]);
  assert.deepEqual([new Set(ids(all)).size, more], [all.length, true]);
  const further = await fetchHomeworkList(ask, 100, async () => ["75"]);
  assert.deepEqual([further.all.length, further.more], [80, false]);
});

test("titles that several homeworks have are found", () => {
  assert.deepEqual([...findRepeatedTitles(["Unit 1", "Unit 2", "Unit 1", "Unit 1"])], ["Unit 1"]);
});
