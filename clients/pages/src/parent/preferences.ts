/** What a person wishes to be told by which way: what was chosen here over what is usual. */

import type { Answer } from "@talim/client";

export type Preferences = Answer<"/notifications/preferences/me/", "get">;
export type PreferenceCell = Preferences["types"][number]["channels"][number];
export type Channel = PreferenceCell["channel"];
type Preference = Preferences["preferences"][number];

export const CHANNELS: Channel[] = ["in_app", "telegram", "push", "sms", "email"];

/** Whether a message of this type goes that way, as the words stand. */
export function isEnabled(type: string, cell: PreferenceCell, words: Preference[]): boolean {
  if (cell.fixed) return cell.wanted;
  const own = words.find((word) => word.type === type && word.channel === cell.channel);
  return own ? own.wanted : cell.declared;
}

/** The words with this one changed; what is as usual needs no word. */
export function setPreference(type: string, cell: PreferenceCell, wanted: boolean, words: Preference[]): Preference[] {
  const others = words.filter((word) => word.type !== type || word.channel !== cell.channel);
  return wanted === cell.declared ? others : [...others, { type, channel: cell.channel, wanted }];
}
