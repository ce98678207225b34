/** What is on its way to the server, whichever page is open; one tab at a time sends a recording. */

import { isFull } from "../database.ts";
import { Store } from "../store.ts";
import { person, talim } from "../talim.ts";
import { InHand } from "./in-hand.ts";
import { Keep, type Kept, type Shelf } from "./keep.ts";
import { inMemory } from "./memory.ts";
import { send } from "./send.ts";
import { afterMs, waitFor, type Wait } from "./wait.ts";

/** `done`: the server has it, be it from another tab. `gone`: it is not on the device any more, nor was it sent here. */
export type Sending =
  | { phase: "idle" }
  | { phase: "sending"; fraction: number }
  | { phase: "waiting"; for: Wait }
  | { phase: "elsewhere" }
  | { phase: "failed"; error: unknown }
  | { phase: "gone" }
  | { phase: "done" };

export const keep = new Keep();

const all = new Map<string, Store<Sending>>();
/** Recordings that lie elsewhere than on the device: it had no room for them. */
const inHand = new Map<string, Shelf>();

export function sendingOf(recording: string): Store<Sending> {
  let store = all.get(recording);
  if (!store) all.set(recording, (store = new Store<Sending>({ phase: "idle" })));
  return store;
}

/** Send it from now on, through lost networks and closed pages, until the server has it or refuses it. */
export async function start(recording: string, lying?: Shelf): Promise<void> {
  const store = sendingOf(recording);
  const before = store.get().phase;
  if (["sending", "done"].includes(before)) return;
  if (lying) inHand.set(recording, lying);
  store.set({ phase: "sending", fraction: 0 });
  try {
    await mark(recording, "sending");
    await alone(recording, store, ["waiting", "elsewhere"].includes(before));
  } catch (error) {
    store.set({ phase: "failed", error });
  }
}

/** Unless another tab is at it: then its end is waited for. */
async function alone(recording: string, store: Store<Sending>, waited: boolean): Promise<void> {
  const lock = lockOf(recording);
  await onlyHere(
    lock,
    () => attempt(recording, store, waited),
    () => {
      store.set({ phase: "elsewhere" });
      void navigator.locks
        .request(lock, () => undefined)
        .then(() => lookAgain(recording, store))
        .catch((error: unknown) => store.set({ phase: "failed", error }));
    },
  );
}

/** Go on with all that this person wanted to send. */
export async function resume(whose: string): Promise<void> {
  const waiting = await keep.of(whose).catch(() => []);
  for (const one of waiting) if (one.state === "sending") await start(one.id);
  for (const [id, shelf] of inHand) {
    const one = await shelf.get(id);
    if (one?.person === whose && one.state === "sending") await start(id);
  }
}

/** The homework of which this person has a recording here that the server has not taken, the newest first. */
export async function unsent(whose: string): Promise<string[]> {
  const lying = await keep.of(whose).catch(() => []);
  const all = [...inMemory().filter((one) => one.person === whose), ...lying];
  return [...new Set(all.map(({ homework }) => homework))];
}

/** The other tab has let go of it: sent, refused, or closed in the middle. */
async function lookAgain(id: string, store: Store<Sending>): Promise<void> {
  const recording = await keep.get(id);
  if (!recording) store.set({ phase: "done" });
  else if (recording.state === "sending") await start(id);
  else store.set({ phase: "idle" });
}

/** `waited`: it was on its way before, so that another tab has sent what is not there any more. */
async function attempt(id: string, store: Store<Sending>, waited: boolean): Promise<void> {
  const shelf = shelfOf(id);
  const recording = await shelf.get(id);
  if (!recording) return store.set({ phase: waited ? "done" : "gone" });
  const owned = () => recording.person === person.get()?.id;
  if (!owned()) return store.set({ phase: "waiting", for: "signIn" });
  const progress = (fraction: number) => store.set({ phase: "sending", fraction });
  try {
    await send(recording, { api: talim.api, keep: shelf, origin: location.origin, progress });
    inHand.delete(id);
    store.set({ phase: "done" });
  } catch (error) {
    if (isFull(error) && shelf === keep) {
      inHand.set(id, new InHand(recording, await keep.file(recording), keep));
      return attempt(id, store, waited);
    }
    const wait = owned() ? waitFor(error, navigator.onLine) : "signIn";
    if (wait) {
      store.set({ phase: "waiting", for: wait });
      if (wait !== "signIn") setTimeout(() => void start(id), afterMs(error));
    } else {
      await mark(id, "ended");
      store.set({ phase: "failed", error });
    }
  }
}

/** Write down how far it is. Where there is no room for that, only the next visit does not know of it. */
async function mark(id: string, state: Kept["state"]): Promise<void> {
  try {
    await shelfOf(id).change(id, { state });
  } catch (error) {
    if (!isFull(error)) throw error;
  }
}

function shelfOf(recording: string): Shelf {
  return inHand.get(recording) ?? keep;
}

function lockOf(recording: string): string {
  return `talim.sending.${recording}`;
}

/** Do it unless another tab is at it. */
export async function onlyHere(name: string, work: () => Promise<void>, elsewhere: () => void): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : elsewhere()));
}
