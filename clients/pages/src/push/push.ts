/** Messages to this browser while no page is open: begun by a button, ended by another one and by the sign-out. */

import { ApiError } from "@talim/client";
import { serviceWorker } from "../service-worker.ts";
import { Store } from "../store.ts";
import { kept, person, remember, talim } from "../talim.ts";
import { keyOf, sameKey } from "./key.ts";

/** `never`: this browser or this centre cannot. `barred`: the browser was told not to, and asks no more. */
export type Push = "unknown" | "never" | "barred" | "off" | "on";

export const push = new Store<Push>("unknown");

/** Whose messages come to this browser, and what the server calls it. */
interface Agreed {
  person: string;
  id: string;
}

const AGREED = "talim.push";

/** Learn how it stands. */
export async function look(): Promise<void> {
  push.set(await present());
}

async function present(): Promise<Push> {
  const browser = globalThis as { PushManager?: unknown; Notification?: typeof Notification };
  if (!browser.PushManager || !browser.Notification || !(await serviceWorker())) return "never";
  if (!(await keyOfCentre())) return "never";
  if (Notification.permission === "denied") return "barred";
  return agreed()?.person === person.get()?.id && Notification.permission === "granted" ? "on" : "off";
}

/** Ask for the browser's permission, and have messages sent here. Only ever from a button. */
export async function switchOn(): Promise<void> {
  const permission = await Notification.requestPermission();
  if (permission === "granted") await subscribe();
  await look();
}

/** No more messages here: the browser takes none, or the server sends none; one of them is enough. */
export async function switchOff(): Promise<void> {
  const before = agreed();
  kept.removeItem(AGREED);
  const ways = [unsubscribe()];
  if (before && before.person === person.get()?.id) ways.push(forget(before.id));
  const done = await Promise.allSettled(ways);
  const failed = done.filter((one) => one.status === "rejected");
  if (failed.length === done.length) {
    if (before) remember(AGREED, JSON.stringify(before));
    throw failed.at(-1)?.reason;
  }
  push.set("off");
}

async function unsubscribe(): Promise<void> {
  const mine = await (await serviceWorker())?.pushManager.getSubscription();
  await mine?.unsubscribe();
}

/** On each visit of who agreed: the browser is still there, with the centre's present key. Of anybody else: no more. */
export async function visit(): Promise<void> {
  const [before, me] = [agreed(), person.get()];
  if (!before || !me) return;
  if (before.person !== me.id) return switchOff();
  if (Notification.permission === "granted") await subscribe();
}

/** The centre's row of this browser; one that is gone is gone. */
async function forget(id: string): Promise<void> {
  try {
    await talim.api.delete("/notifications/push/subscriptions/{id}/", { path: { id } });
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

async function subscribe(): Promise<void> {
  const [told, there, me] = [await keyOfCentre(), await serviceWorker(), person.get()];
  if (!told || !there || !me) return;
  const key = keyOf(told);
  const before = await there.pushManager.getSubscription();
  const fits = before && sameKey(before.options.applicationServerKey, key);
  if (before && !fits) await before.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const mine = before && fits ? before : await there.pushManager.subscribe(options);
  const { endpoint = "", keys = {} } = mine.toJSON();
  const body = { endpoint, keys: { p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "" } };
  const { id } = await talim.api.post("/notifications/push/subscriptions/", { body });
  try {
    kept.setItem(AGREED, JSON.stringify({ person: me.id, id } satisfies Agreed));
  } catch (full) {
    // Who is next here would get these messages: nothing would know of them that could end them.
    kept.removeItem(AGREED);
    await Promise.allSettled([mine.unsubscribe(), forget(id)]);
    throw full;
  }
}

async function keyOfCentre(): Promise<string | null> {
  return (await talim.api.get("/notifications/push/key/")).public_key;
}

function agreed(): Agreed | null {
  return JSON.parse(kept.getItem(AGREED) ?? "null") as Agreed | null;
}
