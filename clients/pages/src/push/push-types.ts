/** A kind of message comes to the device of who said so, where it would not by itself. */

import { isEnabled, setPreference } from "../parent/preferences.ts";
import { talim } from "../talim.ts";

export async function enablePushForType(type: string): Promise<void> {
  const now = await talim.api.get("/notifications/preferences/me/");
  const line = now.types.find((item) => item.type === type);
  const cell = line?.channels.find(({ channel }) => channel === "push");
  if (!cell?.offered || isEnabled(type, cell, now.preferences)) return;
  const body = { preferences: setPreference(type, cell, true, now.preferences), digest: now.digest, ...now.own_times };
  await talim.api.put("/notifications/preferences/me/", { body });
}
