/** A category of a grade: what it gives to the whole, as a picture and in words, and its items. */

import type { Person } from "../talim.ts";
import { gradeWords } from "./words/index.ts";
import type { CategoryReason, Grade } from "./grade-data.ts";
import { ItemCard } from "./item-card.tsx";
import { formatPoints } from "./points.ts";

interface CategoryCardProps {
  category: CategoryReason;
  /** Where its part of the whole begins (percent). */
  start: number;
  grade: Grade;
  me: Person;
  asTeacher: boolean;
}

export function CategoryCard({ category, start, grade, me, asTeacher }: CategoryCardProps) {
  const texts = gradeWords.use();
  const { id, name, percent, weight, contribution, items, drop_lowest: dropped, keep_highest: kept } = category;
  const heading = `category-${id}`;
  const facts = [
    percent === null ? texts.nothingYet : texts.ofCategory(formatPoints(percent)),
    weight ? texts.weighs(formatPoints(weight)) : "",
    percent === null ? "" : texts.gives(formatPoints(contribution)),
    category.is_extra_credit ? texts.extraCredit : "",
    dropped ? texts.dropLowest(dropped) : "",
    kept ? texts.keepHighest(kept) : "",
  ];
  const whole = Math.max(
    100,
    grade.categories.reduce((sum, one) => sum + one.weight, 0),
  );
  return (
    <section class="grade-category" aria-labelledby={heading}>
      <h3 id={heading}>{name}</h3>
      {weight || contribution ? (
        <GradeBar
          label={texts.barOf(name, formatPoints(contribution), formatPoints(weight))}
          start={start}
          weight={weight}
          given={contribution}
          whole={whole}
        />
      ) : null}
      <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>
      <ul class="grade-items">
        {items.map((item) => (
          <ItemCard key={item.id} item={item} student={grade.student.id} me={me} asTeacher={asTeacher} />
        ))}
      </ul>
    </section>
  );
}

/** A part of the whole grade, filled as far as it is reached. */
function GradeBar({
  label,
  start,
  weight,
  given,
  whole,
}: {
  label: string;
  start: number;
  weight: number;
  given: number;
  whole: number;
}) {
  return (
    <svg class="grade-bar" viewBox={`0 0 ${whole} 10`} preserveAspectRatio="none" role="img" aria-label={label}>
      <rect class="whole" x="0" y="0" width={whole} height="10" />
      <rect class="part" x={start} y="0" width={weight} height="10" />
      <rect class="given" x={start} y="0" width={Math.max(0, given)} height="10" />
    </svg>
  );
}
