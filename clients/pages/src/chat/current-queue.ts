/** The queue of these pages. */

import { setUnsaved } from "../homework/recording/close-warning.ts";
import { getFileExtension } from "../homework/recording/formats.ts";
import { runWithTabLock } from "../homework/recording/upload-queue.ts";
import type { UnsentWork } from "../sign-out.tsx";
import { person, storage, talim } from "../talim.ts";
import { loadCatalogues } from "../words/catalogue.ts";
import { chatWords } from "./words/index.ts";
import { MessageQueue } from "./message-queue.ts";

/** Says that some messages wait, for the next visit (`main.tsx`). */
const WAITING = "talim.chat";

export const messageQueue: MessageQueue = new MessageQueue({
  upload: async ({ voice }) => {
    if (!voice) throw new Error("There is no voice note.");
    const file = new File([voice.data], `voice.${getFileExtension(voice.type)}`, { type: voice.type });
    return (await talim.api.post("/chat/voice/", { form: { file }, retries: 0 })).id;
  },
  send: ({ room, client_id, text, reply, voice }) =>
    talim.api.post("/chat/rooms/{id}/messages/", {
      path: { id: room },
      body: { client_id, text, reply_to: reply?.message ?? null, voice: voice?.id ?? null },
      retries: 0,
    }),
  runInOneTab: async (work) => {
    let isMine = true;
    await runWithTabLock(WAITING, work, () => (isMine = false));
    return isMine;
  },
  getPerson: () => person.get()?.id,
  onWaiting: (waits) => {
    try {
      if (waits) storage.setItem(WAITING, "yes");
      else storage.removeItem(WAITING);
    } catch {
      // Without room they are sent when the chat is opened again.
    }
  },
  onMemory: (holds) => setUnsaved(messageQueue, holds),
});

let nextSend: ReturnType<typeof setTimeout> | undefined;

/** Send what waits, now and as long as another try is worth it. */
export async function sendMessages(): Promise<void> {
  clearTimeout(nextSend);
  const me = person.get()?.id;
  if (!me) return;
  const delay = await messageQueue.send(me);
  clearTimeout(nextSend);
  if (delay !== undefined) nextSend = setTimeout(() => void sendMessages(), delay);
}

/** What was written here and is not with the server. It is sent meanwhile. */
export async function findUnsentMessages(me: string): Promise<UnsentWork | undefined> {
  const waiting = (await messageQueue.list(me)).filter(({ refused }) => !refused);
  if (!waiting.length) return undefined;
  void sendMessages();
  await loadCatalogues([chatWords]);
  return { describe: () => chatWords.get().unsent(waiting.length), page: "chat", inMemory: messageQueue.isInMemory };
}
