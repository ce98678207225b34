/**
 * An evening as the teacher or as the pupil: `node evening.js teacher`. `tests/clients/web_evening.py` does the rest.
 */

import assert from "node:assert/strict";
import type { Client } from "../src/index.js";
import type { Kind } from "../src/reducers.js";
import type { Stream } from "../src/stream.js";
import { signInAs, readClip, control, closeClients, assertSameAsFresh, stage, waitUntil } from "./stage.js";

const CLIPS = [
  { file: "12-001310168.mp3", text: "Come over here." },
  { file: "03-001350194.webm", text: "The good thing is that we can see the game." },
];
const heard: Record<string, number[]> = {};

/** Remember the number of each stored event. */
function listen<K extends Kind>(stream: Stream<K>): Stream<K> {
  const numbers = (heard[stream.name] = [] as number[]);
  const remember = (event: { seq?: number }) => event.seq !== undefined && numbers.push(event.seq);
  stream.onAny(remember);
  return stream;
}

async function teach(client: Client): Promise<void> {
  const wall = listen(client.realtime.subscribe("wall", stage.group));
  await wall.until(() => true);
  await control("meet", { where: "both are there" });
  for (const { file, text } of CLIPS) {
    const body = {
      kind: "reading" as const,
      title: file,
      reference_text: text,
      language: "en" as const,
      group: stage.group,
    };
    await client.api.post("/homework/assignments/", { body: { ...body, level: "A2" } });
  }
  const pupil = stage.people["pupil"]!.id;
  const getScoredRows = (state: NonNullable<typeof wall.state>) =>
    state.homework.filter((row) => row.student === pupil && row.attempt?.state === "scored");
  const first = getScoredRows(await wall.until((state) => getScoredRows(state).length === 2, 90_000)).at(-1)!;
  const body = { decision: "accept" as const, score: 95, comment: "Well read!" };
  await client.api.post("/homework/{id}/review/", { path: { id: first.homework }, body });
  await wall.until((state) => state.homework.some((row) => row.homework_state === "reviewed"));
}

async function learn(client: Client): Promise<void> {
  const { own } = client.realtime;
  const group = client.realtime.subscribe("group", stage.group);
  await group.until(() => true);
  await control("meet", { where: "both are there" });
  const groupState = await group.until((state) => state.homework.length === CLIPS.length);
  for (const [number, { file }] of CLIPS.entries()) {
    const { assignment } = groupState.homework.find((item) => item.title === file)!;
    const homework = (await client.api.get("/homework/", { query: { assignment } })).results[0]!;
    let scored = 0;
    own.on("attempt.scored", (event) => (scored += Number(event.data.homework === homework.id)));
    if (number === 1) await control("lose_answer", { marker: "/submit/", seconds: 1.5 });
    const form = { file: await readClip(file) };
    await client.api.post("/homework/{id}/submit/", { path: { id: homework.id }, form, retries: 8 });
    await waitUntil(() => scored, 60_000);
    assert.equal(scored, 1);
  }
  await own.until((state) => state.coins > 0 && state.running.length === 0);
}

async function main(who: string): Promise<void> {
  const client = await signInAs(who);
  client.realtime.start();
  const own = client.realtime.own as unknown as Stream;
  await own.until(() => true);
  const group = client.realtime.subscribe("group", stage.group);
  listen(own);
  listen(group as unknown as Stream);
  await (who === "teacher" ? teach(client) : learn(client));
  await control("meet", { where: "all is done" });
  const wall = who === "teacher" ? client.realtime.subscribe("wall", stage.group) : undefined;
  const streams = [own, group, wall].filter((stream) => stream !== undefined) as unknown as Stream[];
  await waitUntil(async () => ((await control("busy")) as string[]).length === 0, 60_000);
  await assertSameAsFresh(who, streams);
  assert.equal(client.realtime.status, "open");

  const boardPath = { group_id: stage.group };
  const leaderboard = await client.api.get("/gamification/leaderboard/{group_id}/", {
    path: boardPath,
    query: { period: "all" },
  });
  const rows = group.state!.leaderboard.rows;
  assert.deepEqual(
    rows.map((row) => row.coins),
    leaderboard.rows.map((row) => row.coins),
  );
  const { results } = await client.api.get("/homework/", { query: { group: stage.group } });
  for (const row of wall?.state?.homework ?? []) {
    const item = results.find(({ id }) => id === row.homework)!;
    assert.deepEqual([row.homework_state, row.homework_score], [item.state, item.score]);
  }
  const { coins, unread } = client.realtime.own.state!;
  if (who === "pupil") assert.equal(coins, (await client.api.get("/gamification/coins/me/")).balance);
  await control("report", { who, result: { coins, unread, board: rows, wall: wall?.state?.homework ?? [], heard } });
  closeClients();
}

await main(process.argv[2] ?? "");
