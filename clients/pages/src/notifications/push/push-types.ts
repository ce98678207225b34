/** Enable push messages of one type, if they are off by default. */

import { isEnabled, setPreference } from "../parent/preferences.ts";
import { talim } from "../../talim.ts";

export async function enablePushForType(type: string): Promise<void> {
  const current = await talim.api.get("/notifications/preferences/me/");
  const typePreferences = current.types.find((item) => item.type === type);
  const cell = typePreferences?.channels.find(({ channel }) => channel === "push");
  if (!cell?.offered || isEnabled(type, cell, current.preferences)) return;
  const body = {
    preferences: setPreference(type, cell, true, current.preferences),
    digest: current.digest,
    ...current.own_times,
  };
  await talim.api.put("/notifications/preferences/me/", { body });
}
