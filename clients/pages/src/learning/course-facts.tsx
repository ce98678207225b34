/** What others say about a course in one line: its rating, and how many learn it. */

import { formatScore } from "../format.ts";
import { learnWords } from "./learn/words/index.ts";
import { courseReviewWords } from "./reviews/words/index.ts";

interface CourseFactsProps {
  course: { rating: number | null; review_count: number; enrolled_count: number };
}

/** Nothing for a course that nobody has reviewed or learns, and for copies that an earlier version kept on the device. */
export function CourseFacts({ course: { rating, review_count: reviews, enrolled_count: learners } }: CourseFactsProps) {
  const texts = learnWords.use();
  const reviewTexts = courseReviewWords.use();
  const facts = [
    typeof rating !== "number" ? "" : reviewTexts.average(formatScore(rating), reviews),
    learners ? texts.learners(learners) : "",
  ].filter(Boolean);
  return facts.length ? <span class="quiet course-facts">{facts.join(" · ")}</span> : null;
}
