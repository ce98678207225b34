/** What tests share: where the server is, who can sign in, the side door to the harness, and clients that end. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { WebSocket } from "ws";
import { createClient, memoryStore, type Client, type ClientOptions } from "../src/index.js";
import type { Kind } from "../src/reducers.js";
import type { SocketClass } from "../src/socket.js";
import type { Stream } from "../src/stream.js";

interface Told {
  url: string;
  door: string;
  password: string;
  group: string;
  people: Record<string, { id: string; login: string }>;
  clips: string;
}

export const told = JSON.parse(process.env["TALIM_STAGE"] ?? "{}") as Told;
export const Socket = WebSocket as unknown as SocketClass;
const opened: Client[] = [];

/** Have the harness do something; its answer. */
export async function door(command: string, body: Record<string, unknown> = {}): Promise<unknown> {
  const answer = await fetch(`${told.door}/${command}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** A client of a person of the cast, signed in; impatient, so that tests are quick. */
export async function clientOf(who: string, options: Partial<ClientOptions> = {}): Promise<Client> {
  const client = nobody(options);
  await client.session.login(told.people[who]!.login, told.password);
  return client;
}

/** A client that nobody has signed in with. */
export function nobody(options: Partial<ClientOptions> = {}): Client {
  const quick = { store: memoryStore(), firstDelay: 100, waits: { first: 100, most: 1000 }, WebSocket: Socket };
  const client = createClient({ url: told.url, language: "en", ...quick, ...options });
  opened.push(client);
  return client;
}

/** End every client that was made. */
export function endAll(): void {
  for (const client of opened.splice(0)) client.close();
}

export async function clip(name: string): Promise<File> {
  return new File([await readFile(`${told.clips}/${name}`)], name);
}

/** Wait until it is so; rejects after so many milliseconds. */
export async function until(so: () => unknown, timeout = 20_000): Promise<void> {
  for (const ends = Date.now() + timeout; !(await so()); ) {
    if (Date.now() > ends) throw new Error(`not within ${timeout} ms: ${so}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Wait until the streams have all that was published; then their states must be those that a newcomer is given. */
export async function sameAsFresh(who: string, streams: Stream<Kind>[]): Promise<void> {
  await until(async () => {
    const last = await Promise.all(streams.map((stream) => door("last", { stream: stream.name })));
    return streams.every((stream, number) => (stream.seq ?? 0) === last[number] && !stream.stale);
  }, 60_000);
  const fresh = await clientOf(who);
  fresh.realtime.start();
  await fresh.realtime.own.until(() => true);
  for (const { kind, name, state } of streams) {
    const id = name.slice(kind.length + 1);
    const anew = kind === "user" ? fresh.realtime.own : fresh.realtime.subscribe(kind as "group", id);
    assert.deepEqual(state, await anew.until(() => true), name);
  }
}
