/** What the pages of grades read from the server. */

import type { Answer } from "@talim/client";

export type Grade = Answer<"/grading/gradebooks/{id}/grades/{student_id}/", "get">;
export type GradeSummary = Answer<"/grading/grades/", "get">[number];
export type CategoryReason = Grade["categories"][number];
export type ItemReason = CategoryReason["items"][number];
export type Entry = ItemReason["entries"][number];
export type Band = Grade["bands"][number];
