/** What is on its way to the server, whichever page is open; one tab at a time sends a recording. */

import { ApiError, NetworkError } from "@talim/client";
import { Store } from "../store.ts";
import { talim } from "../talim.ts";
import { Keep } from "./keep.ts";
import { send, type HandedIn } from "./send.ts";

export type Sending =
  | { phase: "idle" }
  | { phase: "sending"; fraction: number }
  | { phase: "waiting" }
  | { phase: "elsewhere" }
  | { phase: "failed"; error: unknown }
  | { phase: "done"; attempt: HandedIn };

export const keep = new Keep();

const all = new Map<string, Store<Sending>>();
/** How long (ms) after a lost network it is tried again, if nobody says before that it is back. */
const AGAIN_MS = 10_000;

export function sendingOf(recording: string): Store<Sending> {
  let store = all.get(recording);
  if (!store) all.set(recording, (store = new Store<Sending>({ phase: "idle" })));
  return store;
}

/** Send it from now on, through lost networks and closed pages, until the server has it or refuses it. */
export async function start(recording: string): Promise<void> {
  const store = sendingOf(recording);
  if (store.get().phase === "sending") return;
  store.set({ phase: "sending", fraction: 0 });
  await keep.change(recording, { state: "sending" });
  await onlyHere(
    `talim.sending.${recording}`,
    () => attempt(recording, store),
    () => store.set({ phase: "elsewhere" }),
  );
}

/** Go on with all that this person wanted to send. */
export async function resume(person: string): Promise<void> {
  const waiting = await keep.of(person).catch(() => []);
  for (const one of waiting) if (one.state === "sending") await start(one.id);
}

async function attempt(id: string, store: Store<Sending>): Promise<void> {
  const recording = await keep.get(id);
  if (!recording) return store.set({ phase: "idle" });
  const progress = (fraction: number) => store.set({ phase: "sending", fraction });
  try {
    store.set({
      phase: "done",
      attempt: await send(recording, { api: talim.api, keep, origin: location.origin, progress }),
    });
  } catch (error) {
    if (error instanceof NetworkError) {
      store.set({ phase: "waiting" });
      setTimeout(() => void start(id), AGAIN_MS);
    } else if (error instanceof ApiError && error.status === 401) {
      store.set({ phase: "waiting" });
    } else {
      await keep.change(id, { state: "ended" });
      store.set({ phase: "failed", error });
    }
  }
}

/** Do it unless another tab is at it. */
export async function onlyHere(name: string, work: () => Promise<void>, elsewhere: () => void): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : elsewhere()));
}
