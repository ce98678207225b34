/** What a figure about a quiz means to who has not learnt statistics. */

export type Verdict = "unknown" | "few" | "good" | "fair" | "poor";

/** With fewer learners chance moves the figures too much. */
const FEW = 10;
/** Percent of Cronbach's alpha from which one decides by a single quiz, and from which it is one sign among others. */
const [GOOD, FAIR] = [80, 60];

export function judgeConsistency(consistency: number | null, learners: number): Verdict {
  if (consistency === null) return "unknown";
  if (learners < FEW) return "few";
  return consistency >= GOOD ? "good" : consistency >= FAIR ? "fair" : "poor";
}
