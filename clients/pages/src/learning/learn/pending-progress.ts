/** What a person did in a lesson and the server does not know yet. */

import type { ProgressBody } from "./learning-calls.ts";
import { joinPieces, type Piece } from "../blocks/pieces.ts";

/** What happened since it was noted last. */
export interface ProgressChange {
  block?: string | undefined;
  position?: number | undefined;
  scrolled?: boolean;
  done?: boolean;
  pieces?: Record<string, Piece[]>;
  /** Of study. */
  seconds?: number;
}

export interface PendingProgress {
  person: string;
  lesson: string;
  /** Another one with each change. */
  version: number;
  block?: string | undefined;
  position: number;
  scrolled: boolean;
  done: boolean;
  pieces: Record<string, Piece[]>;
  seconds: number;
}

/** The most that one request takes. */
const MAX_SECONDS = 86_400;
const [MAX_BLOCKS, MAX_PIECES] = [50, 500];

export function addChange(
  before: PendingProgress | undefined,
  person: string,
  lesson: string,
  change: ProgressChange,
): PendingProgress {
  const pieces = { ...before?.pieces };
  for (const [block, more] of Object.entries(change.pieces ?? {})) {
    if (more.length) pieces[block] = joinPieces([...(pieces[block] ?? []), ...more]);
  }
  const place =
    change.block === undefined
      ? { block: before?.block, position: before?.position ?? 0 }
      : { block: change.block, position: change.position ?? 0 };
  return {
    person,
    lesson,
    version: (before?.version ?? 0) + 1,
    ...place,
    scrolled: Boolean(before?.scrolled || change.scrolled),
    done: Boolean(before?.done || change.done),
    pieces,
    seconds: (before?.seconds ?? 0) + (change.seconds ?? 0),
  };
}

/** What one request says of it. */
export function buildBody({ block, position, scrolled, done, pieces, seconds }: PendingProgress): ProgressBody {
  const watched = Object.entries(pieces)
    .slice(0, MAX_BLOCKS)
    .map(([id, all]) => ({ block: id, pieces: all.slice(0, MAX_PIECES) }));
  return {
    ...(block ? { block, position_ms: Math.round(position) } : {}),
    ...(scrolled ? { scrolled } : {}),
    ...(done ? { done } : {}),
    ...(watched.length ? { watched } : {}),
    seconds: Math.min(Math.round(seconds), MAX_SECONDS),
  };
}

/**
 * What stays once the server has answered `sent`: what came meanwhile, and pieces that one request has no room for. It may
 * hold what was sent too, because the server takes each piece once; only seconds of study are counted, so those that were
 * sent are taken off.
 */
export function removeSent(now: PendingProgress | undefined, sent: PendingProgress): PendingProgress | undefined {
  if (!now) return undefined;
  const isSame = now.version === sent.version;
  const pieces = isSame ? listUnsentPieces(sent.pieces) : now.pieces;
  if (isSame && !Object.keys(pieces).length) return undefined;
  return { ...now, pieces, seconds: Math.max(0, now.seconds - sent.seconds) };
}

function listUnsentPieces(pieces: PendingProgress["pieces"]): PendingProgress["pieces"] {
  const rest = Object.entries(pieces).map(
    ([block, all], place) => [block, place < MAX_BLOCKS ? all.slice(MAX_PIECES) : all] as const,
  );
  return Object.fromEntries(rest.filter(([, all]) => all.length));
}
