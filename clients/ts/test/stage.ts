/**
 * What tests share: the server's address, the users, the remote control of the server, and clients that are closed at
 * the end.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { WebSocket } from "ws";
import { createClient, memoryStore, type Client, type ClientOptions } from "../src/index.js";
import type { Kind } from "../src/reducers.js";
import type { SocketClass } from "../src/socket.js";
import type { Stream } from "../src/stream.js";

interface Stage {
  url: string;
  door: string;
  password: string;
  group: string;
  people: Record<string, { id: string; login: string }>;
  clips: string;
}

export const stage = JSON.parse(process.env["TALIM_STAGE"] ?? "{}") as Stage;
export const Socket = WebSocket as unknown as SocketClass;
const clients: Client[] = [];

/** Call a command of the test server; returns its answer. */
export async function control(command: string, body: Record<string, unknown> = {}): Promise<unknown> {
  const response = await fetch(`${stage.door}/${command}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** A signed-in client of a test user. It waits shortly, so that tests are quick. */
export async function signInAs(who: string, options: Partial<ClientOptions> = {}): Promise<Client> {
  const client = createTestClient(options);
  await client.session.login(stage.people[who]!.login, stage.password);
  return client;
}

/** A client without a session. */
export function createTestClient(options: Partial<ClientOptions> = {}): Client {
  const fast = { store: memoryStore(), firstDelay: 100, waits: { first: 100, most: 1000 }, WebSocket: Socket };
  const client = createClient({ url: stage.url, language: "en", ...fast, ...options });
  clients.push(client);
  return client;
}

/** Close every client that was made. */
export function closeClients(): void {
  for (const client of clients.splice(0)) client.close();
}

export async function readClip(name: string): Promise<File> {
  return new File([await readFile(`${stage.clips}/${name}`)], name);
}

/** Wait until the condition holds; rejects after so many milliseconds. */
export async function waitUntil(condition: () => unknown, timeout = 20_000): Promise<void> {
  for (const deadline = Date.now() + timeout; !(await condition());) {
    if (Date.now() > deadline) throw new Error(`not within ${timeout} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Wait until the streams have every published event. Then their states must equal those of a new client. */
export async function assertSameAsFresh(who: string, streams: Stream<Kind>[]): Promise<void> {
  await waitUntil(async () => {
    const last = await Promise.all(streams.map((stream) => control("last", { stream: stream.name })));
    return streams.every((stream, number) => (stream.seq ?? 0) === last[number] && !stream.stale);
  }, 60_000);
  const newcomer = await signInAs(who);
  newcomer.realtime.start();
  await newcomer.realtime.own.until(() => true);
  for (const { kind, name, state } of streams) {
    const id = name.slice(kind.length + 1);
    const freshStream = kind === "user" ? newcomer.realtime.own : newcomer.realtime.subscribe(kind as "group", id);
    assert.deepEqual(state, await freshStream.until(() => true), name);
  }
}
