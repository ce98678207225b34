/** An evening as the teacher or as the pupil: `node evening.js teacher`. `tests/clients/web_evening.py` is the rest. */

import assert from "node:assert/strict";
import type { Client } from "../src/index.js";
import type { Kind } from "../src/reducers.js";
import type { Stream } from "../src/stream.js";
import { clientOf, clip, door, endAll, sameAsFresh, told, until } from "./stage.js";

const CLIPS = [
  { file: "12-001310168.mp3", text: "Come over here." },
  { file: "03-001350194.webm", text: "The good thing is that we can see the game." },
];
const heard: Record<string, number[]> = {};

/** Note the number of each event that changes what is kept. */
function listen<K extends Kind>(stream: Stream<K>): Stream<K> {
  const numbers = (heard[stream.name] = [] as number[]);
  const note = (event: { seq?: number }) => event.seq !== undefined && numbers.push(event.seq);
  stream.onAny(note);
  return stream;
}

async function teach(client: Client): Promise<void> {
  const wall = listen(client.realtime.subscribe("wall", told.group));
  await wall.until(() => true);
  await door("meet", { where: "both are there" });
  for (const { file, text } of CLIPS) {
    const body = { kind: "reading" as const, title: file, reference_text: text, language: "en" as const, group: told.group };
    await client.api.post("/homework/assignments/", { body: { ...body, level: "A2" } });
  }
  const pupil = told.people["pupil"]!.id;
  const marks = (state: NonNullable<typeof wall.state>) =>
    state.homework.filter((row) => row.student === pupil && row.attempt?.state === "scored");
  const first = marks(await wall.until((state) => marks(state).length === 2, 90_000)).at(-1)!;
  const body = { decision: "accept" as const, score: 95, comment: "Well read!" };
  await client.api.post("/homework/{id}/review/", { path: { id: first.homework }, body });
  await wall.until((state) => state.homework.some((row) => row.homework_state === "reviewed"));
}

async function learn(client: Client): Promise<void> {
  const { own } = client.realtime;
  const group = client.realtime.subscribe("group", told.group);
  await group.until(() => true);
  await door("meet", { where: "both are there" });
  const given = await group.until((state) => state.homework.length === CLIPS.length);
  for (const [number, { file }] of CLIPS.entries()) {
    const { assignment } = given.homework.find((item) => item.title === file)!;
    const mine = (await client.api.get("/homework/", { query: { assignment } })).results[0]!;
    let scored = 0;
    own.on("attempt.scored", (event) => (scored += Number(event.data.homework === mine.id)));
    if (number === 1) await door("lose_answer", { marker: "/submit/", seconds: 1.5 });
    const form = { file: await clip(file) };
    await client.api.post("/homework/{id}/submit/", { path: { id: mine.id }, form, retries: 8 });
    await until(() => scored, 60_000);
    assert.equal(scored, 1);
  }
  await own.until((state) => state.coins > 0 && state.running.length === 0);
}

async function main(who: string): Promise<void> {
  const client = await clientOf(who);
  client.realtime.start();
  const own = client.realtime.own as unknown as Stream;
  await own.until(() => true);
  const group = client.realtime.subscribe("group", told.group);
  listen(own);
  listen(group as unknown as Stream);
  await (who === "teacher" ? teach(client) : learn(client));
  await door("meet", { where: "all is done" });
  const wall = who === "teacher" ? client.realtime.subscribe("wall", told.group) : undefined;
  const streams = [own, group, wall].filter((stream) => stream !== undefined) as unknown as Stream[];
  await until(async () => ((await door("busy")) as string[]).length === 0, 60_000);
  await sameAsFresh(who, streams);
  assert.equal(client.realtime.status, "open");

  const path = { group_id: told.group };
  const board = await client.api.get("/gamification/leaderboard/{group_id}/", { path, query: { period: "all" } });
  const rows = group.state!.leaderboard.rows;
  assert.deepEqual(rows.map((row) => row.coins), board.rows.map((row) => row.coins));
  const { results } = await client.api.get("/homework/", { query: { group: told.group } });
  for (const row of wall?.state?.homework ?? []) {
    const item = results.find(({ id }) => id === row.homework)!;
    assert.deepEqual([row.homework_state, row.homework_score], [item.state, item.score]);
  }
  const { coins, unread } = client.realtime.own.state!;
  if (who === "pupil") assert.equal(coins, (await client.api.get("/gamification/coins/me/")).balance);
  await door("report", { who, result: { coins, unread, board: rows, wall: wall?.state?.homework ?? [], heard } });
  endAll();
}

await main(process.argv[2] ?? "");
