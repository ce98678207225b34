/** Push messages to this browser. A button starts them; another button and the sign-out end them. */

import { ApiError } from "@talim/client";
import { getServiceWorker } from "../../service-worker.ts";
import { Store } from "../../store.ts";
import { storage, person, saveItem, talim } from "../../talim.ts";
import { decodeKey, isSameKey } from "./key.ts";

/**
 * `never`: this browser or this centre cannot. `barred`: the user blocked messages in the browser, which does not ask
 * again.
 */
export type PushState = "unknown" | "never" | "barred" | "off" | "on";

export const pushState = new Store<PushState>("unknown");

/** Whose messages come to this browser, and the subscription's id on the server. */
interface SavedSubscription {
  person: string;
  id: string;
}

const SUBSCRIPTION_KEY = "talim.push";

/** Update `pushState`. */
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

/** Ask for the browser's permission and subscribe. Call it from a button only: browsers demand it. */
export async function enablePush(): Promise<void> {
  const permission = await Notification.requestPermission();
  if (permission === "granted") await subscribe();
  await refreshPushState();
}

/** Stop messages: unsubscribe the browser and delete the server's row. It fails only if both fail. */
export async function disablePush(): Promise<void> {
  const saved = readSubscription();
  storage.removeItem(SUBSCRIPTION_KEY);
  const removals = [unsubscribe()];
  if (saved && saved.person === person.get()?.id) removals.push(deleteSubscription(saved.id));
  const results = await Promise.allSettled(removals);
  const failed = results.filter((result) => result.status === "rejected");
  if (failed.length === results.length) {
    if (saved) saveItem(SUBSCRIPTION_KEY, JSON.stringify(saved));
    throw failed.at(-1)?.reason;
  }
  pushState.set("off");
}

async function unsubscribe(): Promise<void> {
  const subscription = await (await getServiceWorker())?.pushManager.getSubscription();
  await subscription?.unsubscribe();
}

/**
 * On each visit of a subscribed user: subscribe again with the centre's current key. Another user's subscription ends.
 */
export async function renewSubscription(): Promise<void> {
  const [saved, me] = [readSubscription(), person.get()];
  if (!saved || !me) return;
  if (saved.person !== me.id) return disablePush();
  if (Notification.permission === "granted") await subscribe();
}

/** Delete the server's row of this browser; a missing row is no error. */
async function deleteSubscription(id: string): Promise<void> {
  try {
    await talim.api.delete("/notifications/push/subscriptions/{id}/", { path: { id } });
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

async function subscribe(): Promise<void> {
  const [serverKey, serviceWorker, me] = [await fetchServerKey(), await getServiceWorker(), person.get()];
  if (!serverKey || !serviceWorker || !me) return;
  const key = decodeKey(serverKey);
  const existing = await serviceWorker.pushManager.getSubscription();
  const hasSameKey = existing && isSameKey(existing.options.applicationServerKey, key);
  if (existing && !hasSameKey) await existing.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const subscription = existing && hasSameKey ? existing : await serviceWorker.pushManager.subscribe(options);
  const { endpoint = "", keys = {} } = subscription.toJSON();
  const body = { endpoint, keys: { p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "" } };
  const { id } = await talim.api.post("/notifications/push/subscriptions/", { body });
  try {
    storage.setItem(SUBSCRIPTION_KEY, JSON.stringify({ person: me.id, id } satisfies SavedSubscription));
  } catch (error) {
    // Without the stored id nothing could end this subscription, and the next user of this browser would get these
    // messages.
    storage.removeItem(SUBSCRIPTION_KEY);
    await Promise.allSettled([subscription.unsubscribe(), deleteSubscription(id)]);
    throw error;
  }
}

async function fetchServerKey(): Promise<string | null> {
  return (await talim.api.get("/notifications/push/key/")).public_key;
}

function readSubscription(): SavedSubscription | null {
  return JSON.parse(storage.getItem(SUBSCRIPTION_KEY) ?? "null") as SavedSubscription | null;
}
