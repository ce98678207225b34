/** A thread as its events and one's own acts change it: whole lists are loaded only where an event does not say enough. */

import type { Events } from "@talim/client";
import { orderAsTree, type Discussion, type Reply, type Thread } from "./data.ts";

/** Replies are shown at so many levels; deeper ones stand at the last. */
const LAST_LEVEL = 3;

type Told = Events["reply.created"];

/** The discussion as it is now; undefined where it must be loaded: it was moved, or is hidden or shown again. */
export function applyDiscussion(thread: Thread, told: Events["discussion.changed"]): Thread | undefined {
  const { discussion } = thread;
  if (told.forum !== discussion.forum || told.state !== discussion.state || told.text === null) return undefined;
  const { title, text, lesson, second, accepted } = told;
  return setDiscussion(thread, {
    ...discussion,
    title,
    text,
    lesson,
    second,
    accepted,
    kind: told.kind as Discussion["kind"],
    is_pinned: told.pinned,
    is_locked: told.locked,
    is_resolved: told.resolved,
    reply_count: told.reply_count,
    edited_at: told.edited_at,
  });
}

/** Set the discussion, and which reply is the answer. */
export function setDiscussion(thread: Thread, discussion: Discussion): Thread {
  const replies = thread.replies.map((reply) => {
    const isAccepted = reply.id === discussion.accepted;
    return reply.is_accepted === isAccepted ? reply : { ...reply, is_accepted: isAccepted };
  });
  return { ...thread, discussion, replies };
}

/** Add a reply, or set it as it is now. */
export function putReply(thread: Thread, reply: Reply, count?: number): Thread {
  const isKnown = thread.replies.some(({ id }) => id === reply.id);
  const replies = isKnown
    ? thread.replies.map((row) => (row.id === reply.id ? reply : row))
    : orderAsTree([...thread.replies, reply].sort(compareIds));
  const discussion = { ...thread.discussion, reply_count: count ?? thread.discussion.reply_count + (isKnown ? 0 : 1) };
  return { ...thread, discussion, replies };
}

/** Ids are in the order of time. */
function compareIds(one: Reply, other: Reply): number {
  return one.id < other.id ? -1 : 1;
}

/** What an event says of a reply, which is the whole of it but for files and names. */
export function applyReply(thread: Thread, told: Told): Thread {
  const before = thread.replies.find(({ id }) => id === told.reply);
  const isDeleted = told.state === "deleted";
  const author = told.author === null ? null : { id: told.author, full_name: told.name };
  const reply: Reply = {
    id: told.reply,
    discussion: thread.discussion.id,
    parent: told.parent,
    depth: told.depth,
    level: Math.min(told.depth, LAST_LEVEL),
    author: isDeleted || told.text === null ? null : (before?.author ?? author),
    state: told.state as Reply["state"],
    text: told.text ?? "",
    files: isDeleted ? [] : (before?.files ?? []),
    mentions: isDeleted ? [] : (before?.mentions ?? []),
    upvotes: told.upvotes,
    has_upvoted: before?.has_upvoted ?? false,
    is_accepted: told.reply === thread.discussion.accepted,
    edited_at: told.edited_at,
    created_at: told.created_at,
  };
  return putReply(thread, reply, told.reply_count);
}

/** Whether the server has to be asked for a reply of which an event told: for its files, or for what not everybody may read. */
export function isIncomplete(thread: Thread, told: Told): boolean {
  const before = thread.replies.find(({ id }) => id === told.reply);
  return told.state !== "deleted" && (before === undefined || told.state !== before.state || told.text === null);
}

/** Set the votes for a reply. */
export function setVotes(thread: Thread, id: string, votes: Partial<Pick<Reply, "upvotes" | "has_upvoted">>): Thread {
  return { ...thread, replies: thread.replies.map((reply) => (reply.id === id ? { ...reply, ...votes } : reply)) };
}

/** A reply that was deleted leaves its place. */
export function emptyReply(reply: Reply): Reply {
  return { ...reply, state: "deleted", author: null, text: "", files: [], mentions: [], is_accepted: false };
}
