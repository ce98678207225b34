/** What the pages of discussions read from the server, and in which order a thread stands. */

import { ApiError, type Answer } from "@talim/client";
import { talim } from "../talim.ts";
import { showNotice } from "../ui/notices.tsx";
import type { ForumWords } from "./words/en.ts";

export type Forum = Answer<"/forums/", "get">["results"][number];
export type DiscussionRow = Answer<"/discussions/", "get">["results"][number];
export type Discussion = Answer<"/discussions/{id}/", "get">;
export type Reply = Answer<"/discussions/{id}/replies/", "get">["results"][number];
export type TextFile = Discussion["files"][number];

export interface Thread {
  discussion: Discussion;
  forum: Forum;
  /** In the order of the tree: each reply is followed by those to it. */
  replies: Reply[];
}

/** What reports and decisions call these texts. */
export const TEXT_KIND = "forums.text" as const;

const PAGE_SIZE = 100;

export async function fetchThread(id: string): Promise<Thread> {
  const discussion = await talim.api.get("/discussions/{id}/", { path: { id } });
  const [forum, replies] = await Promise.all([
    talim.api.get("/forums/{id}/", { path: { id: discussion.forum } }),
    fetchReplies(discussion.id),
  ]);
  return { discussion, forum, replies: orderAsTree(replies) };
}

async function fetchReplies(id: string): Promise<Reply[]> {
  const found = new Map<string, Reply>();
  for (let page = 1; ; page++) {
    const answer = await talim.api.get("/discussions/{id}/replies/", {
      path: { id },
      query: { page, page_size: PAGE_SIZE },
    });
    for (const reply of answer.results) found.set(reply.id, reply);
    if (answer.results.length < PAGE_SIZE) return [...found.values()];
  }
}

/** Each reply, then those to it. Replies to what is not there stand at the first level. */
export function orderAsTree(replies: Reply[]): Reply[] {
  const ids = new Set(replies.map(({ id }) => id));
  const children = new Map<string, Reply[]>();
  for (const reply of replies) {
    const parent = reply.parent && ids.has(reply.parent) ? reply.parent : "";
    children.set(parent, [...(children.get(parent) ?? []), reply]);
  }
  const list = (parent: string): Reply[] => (children.get(parent) ?? []).flatMap((reply) => [reply, ...list(reply.id)]);
  return list("");
}

/** The replies of others that came last: as many as the server says are unread. */
export function findUnread({ discussion, replies }: Thread, myId: string): Set<string> {
  if (discussion.is_new || !discussion.unread_count) return new Set();
  const others = replies.filter(({ author, state }) => state === "shown" && author?.id !== myId);
  const newest = others.sort((one, other) => other.created_at.localeCompare(one.created_at));
  return new Set(newest.slice(0, discussion.unread_count).map(({ id }) => id));
}

/** All forums that one may read. */
export async function fetchForums(): Promise<Forum[]> {
  return (await talim.api.get("/forums/", { query: { page_size: PAGE_SIZE } })).results;
}

export function nameForum({ name }: { name: string }, texts: ForumWords): string {
  return name || texts.centre;
}

/** Why nobody writes in a forum whose place is over; "" where people write. */
export function nameEnd({ why_not }: Forum, texts: ForumWords): string {
  return why_not === "group_closed" ? texts.groupClosed : why_not === "course_archived" ? texts.courseArchived : "";
}

/** What refusals of texts mean here. */
export function getRefusals(texts: ForumWords): Record<string, string> {
  return {
    rate_limited: texts.tooFast,
    repeated_text: texts.repeated,
    discussion_locked: texts.lockedNow,
    read_only: texts.readOnly,
  };
}

/** "2:05" of 125. */
export function formatSecond(second: number | null): string {
  return second === null ? "" : `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}`;
}

/** 125 of "2:05"; null of "", NaN of what is no time. */
export function parseSecond(typed: string): number | null {
  if (!typed.trim()) return null;
  const [, minutes, seconds] = /^(\d{1,3}):([0-5]\d)$/.exec(typed.trim()) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

interface Removal {
  words: { removed: string; undo: string };
  hide: () => void;
  show: () => void;
  act: () => Promise<unknown>;
  onFail: (reason: unknown) => void;
}

/** Take it from the page at once, and from the server when nobody has undone that. */
export function removeWithUndo({ words, hide, show, act, onFail }: Removal): void {
  let undone = false;
  hide();
  const undo = () => {
    undone = true;
    show();
  };
  const finish = () => {
    if (undone) return;
    act().catch((reason: unknown) => {
      show();
      onFail(reason);
    });
  };
  showNotice(words.removed, { label: words.undo, run: undo, onClose: finish });
}

/** Whether the server refused with one of these codes. */
export function isRefusedWith(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.code === code;
}
