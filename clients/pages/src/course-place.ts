/** Where a task of an online course stands: "Course · Lesson". */

import { readTranslated } from "./ui/form/translated-field.tsx";

interface CourseTask {
  course_title: Partial<Record<string, string>> | null;
  lesson_title: string;
}

/** Empty for homework of a group. */
export function describeCoursePlace({ course_title: title, lesson_title: lesson }: CourseTask): string {
  return title ? `${readTranslated(title)} · ${lesson}` : "";
}
