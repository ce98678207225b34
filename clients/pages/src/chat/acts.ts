/** What one does to a message, with a way back where there is one. */

import { describeError } from "../errors.ts";
import { Store } from "../store.ts";
import { talim } from "../talim.ts";
import { showNotice } from "../ui/notices.tsx";
import type { Words } from "../words/index.ts";
import type { ChatWords } from "./words/en.ts";
import { toRoomMessage, type Reaction, type RoomMessage } from "./data.ts";

/** Messages that were just deleted on this page; the server hears of each once its notice is gone. */
export const hiddenMessages = new Store<ReadonlySet<string>>(new Set());

function hide(id: string, hidden: boolean): void {
  const others = [...hiddenMessages.get()].filter((other) => other !== id);
  hiddenMessages.set(new Set(hidden ? [...others, id] : others));
}

/** Delete a message, unless it is undone. Who leaves the pages before has deleted it. */
export function deleteMessage(id: string, words: Words, texts: ChatWords, onDone: () => void): void {
  let isUndone = false;
  let isSent = false;
  const send = (keepalive = false) => {
    if (isUndone || isSent) return;
    isSent = true;
    removeEventListener("pagehide", leave);
    talim.api.delete("/chat/messages/{id}/", { path: { id }, keepalive }).then(onDone, (error: unknown) => {
      hide(id, false);
      showNotice(describeError(error, words).text);
    });
  };
  const leave = () => send(true);
  addEventListener("pagehide", leave);
  hide(id, true);
  const undo = () => {
    isUndone = true;
    removeEventListener("pagehide", leave);
    hide(id, false);
  };
  showNotice(texts.deletedNow, { label: words.form.undo, run: undo, onClose: () => send() });
}

/** Set one's reaction, or take it back where it is the same. The message as it is then. */
export async function reactTo(message: RoomMessage, reaction: Reaction): Promise<RoomMessage> {
  const path = { id: message.message };
  if (message.own_reaction !== reaction) {
    const answer = await talim.api.put("/chat/messages/{id}/reaction/", { path, body: { reaction } });
    return toRoomMessage(answer) ?? message;
  }
  await talim.api.delete("/chat/messages/{id}/reaction/", { path });
  const { [reaction]: count = 1, ...others } = message.reactions;
  return { ...message, own_reaction: "", reactions: count > 1 ? { ...others, [reaction]: count - 1 } : others };
}
