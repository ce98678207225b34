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

/** Whether nothing can be chosen on this channel; a browser without a device can be chosen before the device is there. */
export function isBlocked(cell: PreferenceCell): boolean {
  return cell.obstacle !== null && !(cell.channel === "push" && cell.obstacle === "no_address");
}

/** Why none of these messages can be chosen on a channel that they are offered on; null where one can. */
export function findObstacle(lines: MessageLine[], channel: Channel): PreferenceCell["obstacle"] {
  const offered = listCells(lines, channel).map(({ cell }) => cell);
  return offered.every(isBlocked) ? (offered[0]?.obstacle ?? null) : null;
}

/** Where a message goes, with these preferences: outside the app, only into its list, or nowhere. */
export function findReach(
  { type, channels, falls_back: fallsBack }: MessageLine,
  preferences: Preference[],
): "outside" | "here" | "nowhere" {
  const isOn = (cell: PreferenceCell) => isEnabled(type, cell, preferences);
  const find = (channel: Channel) => channels.find((cell) => cell.channel === channel);
  const [telegram, sms, here] = [find("telegram"), find("sms"), find("in_app")];
  const isSmsOff = preferences.some((choice) => choice.type === type && choice.channel === "sms" && !choice.wanted);
  // An SMS replaces what Telegram cannot bring.
  const replaced =
    fallsBack && telegram !== undefined && isOn(telegram) && sms !== undefined && sms.obstacle === null && !isSmsOff;
  if (replaced || channels.some((cell) => cell.channel !== "in_app" && cell.obstacle === null && isOn(cell)))
    return "outside";
  return here && isOn(here) ? "here" : "nowhere";
}

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
export function setGroupPreference(
  lines: MessageLine[],
  channel: Channel,
  wanted: boolean,
  preferences: Preference[],
): Preference[] {
  return listChoices(lines, channel).reduce(
    (before, { type, cell }) => setPreference(type, cell, wanted, before),
    preferences,
  );
}

/** Of these messages, how many of those that can be chosen on the channel are sent there. */
export function countWanted(
  lines: MessageLine[],
  channel: Channel,
  preferences: Preference[],
): { wanted: number; choices: number } {
  const choices = listChoices(lines, channel);
  return {
    wanted: choices.filter(({ type, cell }) => isEnabled(type, cell, preferences)).length,
    choices: choices.length,
  };
}

/** The messages that can come by the channel, be it that nobody can switch them off. */
export function listCells(
  lines: MessageLine[],
  channel: Channel,
): { type: string; title: string; cell: PreferenceCell }[] {
  return lines.flatMap(({ type, title, channels }) =>
    channels
      .filter((cell) => cell.channel === channel && (cell.offered || cell.fixed))
      .map((cell) => ({ type, title, cell })),
  );
}

function listChoices(lines: MessageLine[], channel: Channel): { type: string; cell: PreferenceCell }[] {
  return listCells(lines, channel).filter(({ cell }) => !cell.fixed && !isBlocked(cell));
}
