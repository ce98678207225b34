/** An open thread that its stream keeps as it is on the server. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { throttleTrailing } from "../throttle.ts";
import { talim } from "../talim.ts";
import type { Loaded } from "../ui/load.tsx";
import { useEvents, useStream } from "../ui/stream.ts";
import type { Discussion, Reply, Thread } from "./data.ts";
import { applyDiscussion, applyReply, emptyReply, isIncomplete, putReply, setDiscussion, setVotes } from "./thread.ts";

const TOLD = ["discussion.changed"] as const;
const REPLIES = ["reply.created", "reply.changed"] as const;
const VOTES = ["reply.upvoted"] as const;
const REARRANGED = ["discussion.rearranged"] as const;
/** Changes within so long (ms) are loaded at once. */
const GATHER_MS = 400;
/** Files of a new reply are asked for within so long (ms): not all who read ask at once. */
const SPREAD_MS = 1_500;

/** The thread, and what one's own acts set in it. */
export interface LiveThread {
  thread: Thread;
  putReply: (reply: Reply) => void;
  emptyReply: (reply: Reply) => void;
  vote: (reply: string, votes: { upvotes: number; has_upvoted: boolean }) => void;
  putDiscussion: (discussion: Discussion) => void;
  reload: () => void;
}

export function useThread(first: Thread, { reload }: Loaded<Thread>): LiveThread {
  const [thread, set] = useState(first);
  const present = useRef(first);
  const isLeft = useRef(false);
  const put = (next: Thread) => {
    present.current = next;
    set(next);
  };
  const change = (how: (thread: Thread) => Thread) => put(how(present.current));
  useEffect(() => put(first), [first]);
  useEffect(() => () => void (isLeft.current = true), []);
  const stream = useStream("discussion", first.discussion.id);
  const gathered = useMemo(() => throttleTrailing(reload, GATHER_MS), [reload]);
  useEffect(() => gathered.cancel, [gathered]);
  useEvents(stream, REARRANGED, gathered.schedule);
  useEvents(stream, TOLD, (event) => {
    if (!event) return;
    const next = applyDiscussion(present.current, event.data);
    if (next) put(next);
    else gathered.schedule();
  });
  useEvents(stream, REPLIES, (event) => {
    if (!event) return;
    const asks = isIncomplete(present.current, event.data);
    change((now) => applyReply(now, event.data));
    if (asks) setTimeout(() => void complete(event.data.reply), Math.random() * SPREAD_MS);
  });
  useEvents(stream, VOTES, (event) => event && change((now) => setVotes(now, event.data.reply, { upvotes: event.data.upvotes })));
  const complete = async (id: string) => {
    if (isLeft.current) return;
    try {
      const reply = await talim.api.get("/replies/{id}/", { path: { id } });
      if (!isLeft.current) change((now) => (reply.discussion === now.discussion.id ? putReply(now, reply, now.discussion.reply_count) : now));
    } catch {
      // The words are there; its files come with the next visit.
    }
  };
  return {
    thread,
    putReply: (reply) => change((now) => putReply(now, reply)),
    emptyReply: (reply) => change((now) => putReply(now, emptyReply(reply))),
    vote: (reply, votes) => change((now) => setVotes(now, reply, votes)),
    putDiscussion: (discussion) => change((now) => setDiscussion(now, discussion)),
    reload,
  };
}
