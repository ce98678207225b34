/** Which attempt a review is about, and corrections that go out one after the other. */

import type { Answer } from "@talim/client";

export type QueuedHomework = Answer<"/homework/queue/", "get">["results"][number];
/** A homework as a review needs it: from the queue, or any other. */
export type ReviewedHomework = Omit<QueuedHomework, "certainty" | "reason" | "flags">;
/** A homework as it is asked for by its id. */
export type HomeworkDetail = Answer<"/homework/{id}/", "get">;
export type Attempt = Answer<"/homework/attempts/{id}/", "get">;
export type ListedAttempt = Answer<"/homework/{id}/attempts/", "get">["results"][number];
export type Word = Attempt["words"][number];

/** What the queue says of a homework, of any other. */
export function toReviewedHomework(homework: HomeworkDetail): ReviewedHomework {
  return { ...homework, appeal: homework.appeals.some(({ answered_at }) => answered_at === null) };
}

/** States of an attempt with something to hear or read. */
export const SUBMITTED_STATES = ["scored", "transcribed", "stored"];

/**
 * The newest attempt with something to hear or read; of those that were refused the newest. Where a mark stands already,
 * the newest that has this mark.
 */
export function findAttemptToReview(
  all: readonly ListedAttempt[],
  standing: number | null = null,
): ListedAttempt | undefined {
  const newestFirst = [...all].sort((a, b) => b.number - a.number);
  const answered = newestFirst.filter((attempt) => SUBMITTED_STATES.includes(attempt.state));
  const marked = standing === null ? undefined : answered.find((attempt) => attempt.score === standing);
  return marked ?? answered[0] ?? newestFirst[0];
}

/**
 * What accepting without a mark of her own brings: the mark of the homework where another attempt than this one gave
 * it. `had`: the marks that this attempt has had since it was opened.
 */
export function getAcceptedScore(
  homework: number | null,
  had: readonly (number | null)[],
  now: number | null,
): number | null {
  return homework !== null && !had.includes(homework) ? homework : now;
}

/** One after the other, each with what the one before it answered; one that fails leaves the last answer standing. */
export class SerialQueue<T> {
  private last: Promise<T>;
  private readonly running = new Set<Promise<T>>();

  constructor(first: T) {
    this.last = Promise.resolve(first);
  }

  /** The answer of this work; rejects with what it fails with. */
  add(work: (present: T) => Promise<T>): Promise<T> {
    const before = this.last;
    const mine = before.then(work);
    this.last = mine.catch(() => before);
    const over = () => void this.running.delete(mine);
    this.running.add(mine);
    mine.then(over, over);
    return mine;
  }

  /** Wait for all that is under way; rejects when one of it fails. What failed before is no matter. */
  async waitForAll(): Promise<void> {
    await Promise.all(this.running);
  }
}
