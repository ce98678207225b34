/** An open thread that its stream keeps as it is on the server. */

import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
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
  const [thread, setThread] = useState(first);
  const present = useRef(first);
  const isLeft = useRef(false);
  const put = (next: Thread) => {
    present.current = next;
    setThread(next);
  };
  const changes = useRef<((thread: Thread) => Thread)[]>([]);
  const change = (how: (thread: Thread) => Thread) => {
    changes.current.push(how);
    put(how(present.current));
  };
  // What comes while a page is loaded may be newer than the page.
  const ask = useCallback(() => {
    changes.current = [];
    reload();
  }, [reload]);
  useEffect(() => put(changes.current.reduce((now, how) => how(now), first)), [first]);
  useEffect(() => () => void (isLeft.current = true), []);
  const stream = useStream("discussion", first.discussion.id);
  const gathered = useMemo(() => throttleTrailing(ask, GATHER_MS), [ask]);
  useEffect(() => gathered.cancel, [gathered]);
  useEvents(stream, REARRANGED, gathered.schedule);
  useEvents(stream, TOLD, (event) => {
    if (!event) return;
    if (applyDiscussion(present.current, event.data)) change((now) => applyDiscussion(now, event.data) ?? now);
    else gathered.schedule();
  });
  useEvents(stream, REPLIES, (event) => {
    if (!event) return;
    const asks = isIncomplete(present.current, event.data);
    change((now) => applyReply(now, event.data));
    if (asks) setTimeout(() => void complete(event.data.reply), Math.random() * SPREAD_MS);
  });
  useEvents(
    stream,
    VOTES,
    (event) => event && change((now) => setVotes(now, event.data.reply, { upvotes: event.data.upvotes })),
  );
  const complete = async (id: string) => {
    if (isLeft.current) return;
    const find = () => present.current.replies.find((reply) => reply.id === id);
    const before = find();
    try {
      const reply = await talim.api.get("/replies/{id}/", { path: { id } });
      if (find() !== before) return void complete(id);
      if (!isLeft.current)
        change((now) =>
          reply.discussion === now.discussion.id ? putReply(now, reply, now.discussion.reply_count) : now,
        );
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
    reload: ask,
  };
}
