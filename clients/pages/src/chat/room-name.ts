/** How a room is called for who reads it. */

import { isParticipant, type Room } from "./data.ts";
import type { Person } from "../talim.ts";
import type { ChatWords } from "./words/en.ts";

/** The name, and what sort of room it is. */
export function nameRoom(room: Room, me: Person, texts: ChatWords): { name: string; detail: string } {
  if (room.kind !== "office")
    return {
      name: room.title,
      detail: isParticipant(room, me) && room.kind === "direct" ? "" : texts.kinds[room.kind],
    };
  const isOwn = room.people.some(({ id }) => id === me.id);
  return isOwn ? { name: texts.toOffice(room.title), detail: "" } : { name: room.title, detail: texts.office };
}
