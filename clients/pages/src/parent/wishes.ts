/** What a person wishes to be told by which way: what was chosen here over what is usual. */

import type { Answer } from "@talim/client";

export type Wishes = Answer<"/notifications/preferences/me/", "get">;
export type Cell = Wishes["types"][number]["channels"][number];
export type Channel = Cell["channel"];
type Word = Wishes["preferences"][number];

export const CHANNELS: Channel[] = ["in_app", "telegram", "push", "sms", "email"];

/** Whether a message of this type goes that way, as the words stand. */
export function isWanted(type: string, cell: Cell, words: Word[]): boolean {
  if (cell.fixed) return cell.wanted;
  const own = words.find((word) => word.type === type && word.channel === cell.channel);
  return own ? own.wanted : cell.declared;
}

/** The words with this one changed; what is as usual needs no word. */
export function wish(type: string, cell: Cell, wanted: boolean, words: Word[]): Word[] {
  const others = words.filter((word) => word.type !== type || word.channel !== cell.channel);
  return wanted === cell.declared ? others : [...others, { type, channel: cell.channel, wanted }];
}
