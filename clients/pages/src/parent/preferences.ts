/** Notification preferences: the user's own choices over the defaults. */

import type { Answer } from "@talim/client";

export type Preferences = Answer<"/notifications/preferences/me/", "get">;
export type PreferenceCell = Preferences["types"][number]["channels"][number];
export type Channel = PreferenceCell["channel"];
type Preference = Preferences["preferences"][number];

export const CHANNELS: Channel[] = ["in_app", "telegram", "push", "sms", "email"];

/** Whether messages of this type are sent on the channel, with these preferences. */
export function isEnabled(type: string, cell: PreferenceCell, preferences: Preference[]): boolean {
  if (cell.fixed) return cell.wanted;
  const changed = preferences.find((preference) => preference.type === type && preference.channel === cell.channel);
  return changed ? changed.wanted : cell.declared;
}

/** The preferences with this choice. A choice equal to the default is not stored. */
export function setPreference(
  type: string,
  cell: PreferenceCell,
  wanted: boolean,
  preferences: Preference[],
): Preference[] {
  const others = preferences.filter((preference) => preference.type !== type || preference.channel !== cell.channel);
  return wanted === cell.declared ? others : [...others, { type, channel: cell.channel, wanted }];
}
