/** Notification preferences: the user's own choices over the defaults. */

import type { Answer } from "@talim/client";

export type Preferences = Answer<"/notifications/preferences/me/", "get">;
export type PreferenceCell = Preferences["types"][number]["channels"][number];
export type Channel = PreferenceCell["channel"];
type Preference = Preferences["preferences"][number];

export type MessageLine = Preferences["types"][number];
export type MessageGroup = MessageLine["group"];

export const GROUPS: MessageGroup[] = ["lessons", "homework", "money", "announcements", "coins", "account"];
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

/** The preferences with this choice for every one of these messages that can be chosen on the channel. */
export function setGroupPreference(lines: MessageLine[], channel: Channel, wanted: boolean, preferences: Preference[]): Preference[] {
  return listChoices(lines, channel).reduce((before, { type, cell }) => setPreference(type, cell, wanted, before), preferences);
}

/** Of these messages, how many are sent on the channel, and how many can be chosen there. */
export function countGroup(lines: MessageLine[], channel: Channel, preferences: Preference[]): { wanted: number; offered: number } {
  const choices = listChoices(lines, channel);
  return { wanted: choices.filter(({ type, cell }) => isEnabled(type, cell, preferences)).length, offered: choices.length };
}

function listChoices(lines: MessageLine[], channel: Channel): { type: string; cell: PreferenceCell }[] {
  return lines.flatMap(({ type, channels }) => channels.filter((cell) => cell.channel === channel && cell.offered && !cell.fixed).map((cell) => ({ type, cell })));
}
