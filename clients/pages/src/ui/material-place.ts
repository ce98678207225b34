/** Where a material is: in a course, or in a lesson of a group. */

import type { Answer } from "@talim/client";
import { formatDay } from "../format.ts";
import { translateName } from "../gamification/pupil/shop.tsx";
import type { Words } from "../words/index.ts";

type Material = Answer<"/resources/", "get">["results"][number];

/** "English A2", or "A2 morning · yesterday · Unit 3". */
export function describePlace(
  { course_title, group_name, lesson_starts_at: at, lesson_topic }: Material,
  zone: string,
  words: Words,
): string {
  if (course_title) return translateName(course_title);
  return [group_name, at ? formatDay(at, zone, words) : "", lesson_topic].filter(Boolean).join(" · ");
}
