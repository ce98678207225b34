/** The rubrics that a teacher may use. */

import { fetchAllPages } from "../../office/all-pages.ts";
import { talim } from "../../talim.ts";
import type { Rubric } from "./rubric-data.ts";

interface Place {
  group: string | null;
  course: string | null;
}

/** The rubrics by which the works of this group or course may be judged: its own and the centre's. */
export async function fetchRubricsOf({ group, course }: Place): Promise<Rubric[]> {
  const all = await fetchAllRubrics();
  return all.filter((rubric) => (rubric.group ?? group) === group && (rubric.course ?? course) === course);
}

export function fetchAllRubrics(): Promise<Rubric[]> {
  return fetchAllPages((page) =>
    talim.api.get("/grading/rubrics/", { query: { page, page_size: 100, ordering: "name" } }),
  );
}
