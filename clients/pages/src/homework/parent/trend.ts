/** Whether scores rise or fall. */

export type Trend = "better" | "steady" | "worse";

/** So many scores at each end are compared, and a smaller difference (points of 100) is none. */
const [COMPARED, NOTICEABLE] = [3, 5];
const LEAST_SCORES = 4;

/** The last scores against those before them; undefined when there are too few. The oldest comes first. */
export function getTrend(scores: number[]): Trend | undefined {
  if (scores.length < LEAST_SCORES) return undefined;
  const half = Math.min(COMPARED, Math.floor(scores.length / 2));
  const mean = (part: number[]) => part.reduce((sum, score) => sum + score, 0) / part.length;
  const change = mean(scores.slice(-half)) - mean(scores.slice(-2 * half, -half));
  return change >= NOTICEABLE ? "better" : change <= -NOTICEABLE ? "worse" : "steady";
}

/** When the work that counts was handed in; where none was, when the homework was given. */
export function getMoment({ handed_in_at, given_at }: { handed_in_at: string | null; given_at: string }): string {
  return handed_in_at ?? given_at;
}
