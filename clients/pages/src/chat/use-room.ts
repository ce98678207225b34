/** What a room consists of: its messages, what waits here and on the server, who is writing. */

import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Snapshots } from "@talim/client";
import { useStore } from "../store.ts";
import { talim, type Person } from "../talim.ts";
import { useLoad, usePoll, type Loaded } from "../ui/load.tsx";
import { useStream } from "../ui/stream.ts";
import { PAGE_SIZE, toRoomMessage, type RoomDetails, type RoomMessage, type WrittenMessage } from "./data.ts";
import { RoomHistory, type History } from "./history.ts";
import { messageQueue, sendMessages } from "./current-queue.ts";
import type { QueuedMessage } from "./message-queue.ts";

/** How long (ms) somebody is said to be writing. */
const TYPING_MS = 6_000;
/** How often (ms) is asked whether one may write, and until when messages wait. */
const DETAILS_MS = 300_000;

export interface OpenRoom {
  details: Loaded<RoomDetails>;
  history: History;
  /** Why the messages could not be loaded. */
  error: unknown;
  loadOlder: () => void;
  /** Take what the server answered to an act. */
  take: (message: RoomMessage) => void;
  /** One's own messages that wait, in the order in which they were written: in conversations for the message hours, in rooms for a moderator. */
  waiting: WrittenMessage[];
  reloadWaiting: () => void;
  queued: QueuedMessage[];
  typing: string[];
  reads: Snapshots["chat"]["reads"];
}

export function useRoom(id: string, me: Person): OpenRoom {
  const path = useMemo(() => ({ id }), [id]);
  const details = useLoad(() => talim.api.get("/chat/rooms/{id}/", { path }), [id]);
  usePoll(details, DETAILS_MS);
  const room = details.value;
  const history = useMemo(
    () =>
      new RoomHistory((start) =>
        talim.api.get("/chat/rooms/{id}/messages/", {
          path,
          query: { limit: PAGE_SIZE, ...(start === undefined ? {} : { start }) },
        }),
      ),
    [path],
  );
  const [error, setError] = useState<unknown>();
  const loadOlder = useCallback(() => {
    setError(undefined);
    history.load().catch((reason: unknown) => setError(() => reason));
  }, [history]);
  useEffect(() => {
    loadOlder();
    const again = () => history.store.get().hasOlder === undefined && loadOlder();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [loadOlder]);
  const stream = useStream("chat", id);
  const [reads, setReads] = useState<Snapshots["chat"]["reads"]>([]);
  useEffect(() => {
    if (!stream) return undefined;
    setReads(stream.state?.reads ?? []);
    const stops = [history.follow(stream), stream.onChange((state) => setReads(state.reads))];
    return () => stops.forEach((stop) => stop());
  }, [stream, history]);
  const shown = useStore(history.store);
  const known = useMemo(() => new Set(shown.rows.map(({ client_id: clientId }) => clientId)), [shown]);

  const isKnown = room !== undefined;
  const waiting = useLoad(async () => {
    if (!isKnown) return [];
    const { results } = await talim.api.get("/chat/rooms/{id}/waiting/", { path, query: { limit: 100 } });
    return results.reverse();
  }, [id, isKnown]);

  const queued = useQueued(id, me, (sent) => {
    if (sent.room !== id) return;
    const row = toRoomMessage(sent);
    if (row) history.take(row);
    else waiting.reload();
  });
  const isNew = ({ client_id: clientId }: { client_id: string }) => !known.has(clientId);
  const arrived = waiting.value?.filter(isNew) ?? [];
  const held = new Set(arrived.map(({ client_id: clientId }) => clientId));
  return {
    details,
    history: shown,
    error,
    loadOlder,
    take: (message) => history.take(message),
    waiting: arrived,
    reloadWaiting: waiting.reload,
    queued: queued.filter((one) => isNew(one) && !held.has(one.client_id)),
    typing: useTyping(stream, me),
    reads,
  };
}

/** What waits on this device for this room; it is sent again when the line is back. */
function useQueued(room: string, me: Person, onSent: (sent: WrittenMessage) => void): QueuedMessage[] {
  const [queued, setQueued] = useState<QueuedMessage[]>([]);
  useEffect(() => {
    let left = false;
    const look = () => void messageQueue.list(me.id, room).then((all) => left || setQueued(all));
    const stop = messageQueue.onChange((sent) => {
      if (sent) onSent(sent);
      look();
    });
    const again = talim.realtime.onStatus((status) => status === "open" && void sendMessages());
    look();
    void sendMessages();
    return () => {
      left = true;
      stop();
      again();
    };
  }, [room, me.id]);
  return queued;
}

/** Who is writing now. */
function useTyping(stream: ReturnType<typeof useStream<"chat">>, me: Person): string[] {
  const [typing, setTyping] = useState<Record<string, string>>({});
  useEffect(() => {
    if (!stream) return undefined;
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    const forget = (user: string) => {
      clearTimeout(timers.get(user));
      setTyping(({ [user]: _, ...others }) => others);
    };
    const stops = [
      stream.on("chat.typing", ({ data: { user, name } }) => {
        if (user === me.id) return;
        clearTimeout(timers.get(user));
        timers.set(
          user,
          setTimeout(() => forget(user), TYPING_MS),
        );
        setTyping((before) => ({ ...before, [user]: name }));
      }),
      stream.on("message.sent", ({ data: { message } }) => forget((message as unknown as RoomMessage).author)),
    ];
    return () => {
      stops.forEach((stop) => stop());
      timers.forEach((timer) => clearTimeout(timer));
      setTyping({});
    };
  }, [stream, me.id]);
  return Object.values(typing);
}
