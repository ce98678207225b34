/** Messages to this browser while no page is open: begun by a button, ended by another one and by the sign-out. */

import { ApiError } from "@talim/client";
import { getServiceWorker } from "../service-worker.ts";
import { Store } from "../store.ts";
import { storage, person, saveItem, talim } from "../talim.ts";
import { decodeKey, isSameKey } from "./key.ts";

/** `never`: this browser or this centre cannot. `barred`: the browser was told not to, and asks no more. */
export type PushState = "unknown" | "never" | "barred" | "off" | "on";

export const pushState = new Store<PushState>("unknown");

/** Whose messages come to this browser, and what the server calls it. */
interface SavedSubscription {
  person: string;
  id: string;
}

const SUBSCRIPTION_KEY = "talim.push";

/** Learn how it stands. */
export async function refreshPushState(): Promise<void> {
  pushState.set(await detectPushState());
}

async function detectPushState(): Promise<PushState> {
  const browser = globalThis as { PushManager?: unknown; Notification?: typeof Notification };
  if (!browser.PushManager || !browser.Notification || !(await getServiceWorker())) return "never";
  if (!(await fetchServerKey())) return "never";
  if (Notification.permission === "denied") return "barred";
  return readSubscription()?.person === person.get()?.id && Notification.permission === "granted" ? "on" : "off";
}

/** Ask for the browser's permission, and have messages sent here. Only ever from a button. */
export async function enablePush(): Promise<void> {
  const permission = await Notification.requestPermission();
  if (permission === "granted") await subscribe();
  await refreshPushState();
}

/** No more messages here: the browser takes none, or the server sends none; one of them is enough. */
export async function disablePush(): Promise<void> {
  const before = readSubscription();
  storage.removeItem(SUBSCRIPTION_KEY);
  const ways = [unsubscribe()];
  if (before && before.person === person.get()?.id) ways.push(deleteSubscription(before.id));
  const done = await Promise.allSettled(ways);
  const failed = done.filter((outcome) => outcome.status === "rejected");
  if (failed.length === done.length) {
    if (before) saveItem(SUBSCRIPTION_KEY, JSON.stringify(before));
    throw failed.at(-1)?.reason;
  }
  pushState.set("off");
}

async function unsubscribe(): Promise<void> {
  const mine = await (await getServiceWorker())?.pushManager.getSubscription();
  await mine?.unsubscribe();
}

/** On each visit of who agreed: the browser is still there, with the centre's present key. Of anybody else: no more. */
export async function renewSubscription(): Promise<void> {
  const [before, me] = [readSubscription(), person.get()];
  if (!before || !me) return;
  if (before.person !== me.id) return disablePush();
  if (Notification.permission === "granted") await subscribe();
}

/** The centre's row of this browser; one that is gone is gone. */
async function deleteSubscription(id: string): Promise<void> {
  try {
    await talim.api.delete("/notifications/push/subscriptions/{id}/", { path: { id } });
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

async function subscribe(): Promise<void> {
  const [serverKey, there, me] = [await fetchServerKey(), await getServiceWorker(), person.get()];
  if (!serverKey || !there || !me) return;
  const key = decodeKey(serverKey);
  const before = await there.pushManager.getSubscription();
  const fits = before && isSameKey(before.options.applicationServerKey, key);
  if (before && !fits) await before.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const mine = before && fits ? before : await there.pushManager.subscribe(options);
  const { endpoint = "", keys = {} } = mine.toJSON();
  const body = { endpoint, keys: { p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "" } };
  const { id } = await talim.api.post("/notifications/push/subscriptions/", { body });
  try {
    storage.setItem(SUBSCRIPTION_KEY, JSON.stringify({ person: me.id, id } satisfies SavedSubscription));
  } catch (full) {
    // Who is next here would get these messages: nothing would know of them that could end them.
    storage.removeItem(SUBSCRIPTION_KEY);
    await Promise.allSettled([mine.unsubscribe(), deleteSubscription(id)]);
    throw full;
  }
}

async function fetchServerKey(): Promise<string | null> {
  return (await talim.api.get("/notifications/push/key/")).public_key;
}

function readSubscription(): SavedSubscription | null {
  return JSON.parse(storage.getItem(SUBSCRIPTION_KEY) ?? "null") as SavedSubscription | null;
}
