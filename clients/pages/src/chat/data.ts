/** What the pages of chat read from the server, and what it means. */

import type { Answer, RoomMessage } from "@talim/client";
import type { Person } from "../talim.ts";

export type Room = Answer<"/chat/rooms/", "get">["results"][number];
export type RoomDetails = Answer<"/chat/rooms/{id}/", "get">;
/** A message as an answer has it: also one that waits for the message hours. */
export type WrittenMessage = Answer<"/chat/rooms/{id}/messages/", "get">["results"][number];
/** A message that its readers have. */
export type { RoomMessage };
export type Reaction = "like" | "heart" | "laugh" | "surprise" | "sad" | "thanks";

/** The most characters of a message, as the server counts them. */
export const MAX_TEXT = 2_000;
/** So many messages are asked for at once. */
export const PAGE_SIZE = 50;

export const REACTIONS: Record<Reaction, string> = {
  like: "👍",
  heart: "❤️",
  laugh: "😂",
  surprise: "😮",
  sad: "😢",
  thanks: "🙏",
};

/** The same message, if its readers have it. */
export function toRoomMessage(message: WrittenMessage): RoomMessage | undefined {
  const { number, sent_at: sentAt } = message;
  return number === null || sentAt === null ? undefined : { ...message, number, sent_at: sentAt };
}

/** The characters of a text, as the server counts them. */
export function countCharacters(text: string): number {
  return [...text].length;
}

/** Whether this person is one of the two, or writes for the office; others read along. */
export function isParticipant({ kind, people }: Room, me: Person): boolean {
  if (people.some(({ id }) => id === me.id)) return true;
  return kind === "office" ? me.permissions.includes("chat.office") : kind !== "direct";
}

export function isConversation({ kind }: Room): boolean {
  return kind === "direct" || kind === "office";
}

/** With whom this person writes directly. */
export function findPartner({ kind, people }: Room, me: Person): Room["people"][number] | undefined {
  if (kind !== "direct" || !people.some(({ id }) => id === me.id)) return undefined;
  return people.find(({ id }) => id !== me.id);
}
