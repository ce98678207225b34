/** What the pages about courses share. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { useLoad } from "../../ui/load.tsx";
import { LANGUAGES, type Language } from "../../words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";

export type CourseRow = Answer<"/courses/courses/", "get">["results"][number];
export type Course = Answer<"/courses/courses/{id}/", "get">;
export type Category = Answer<"/courses/categories/", "get">["results"][number];
export type Level = Answer<"/courses/levels/", "get">["results"][number];

/** The categories and levels that a course can have; empty until they are known. */
export function useCourseParts(): { categories: Category[]; levels: Level[] } {
  const { value } = useLoad(async () => {
    const [categories, levels] = await Promise.all([
      fetchAllPages((page) => talim.api.get("/courses/categories/", { query: { page, page_size: 100 } })),
      fetchAllPages((page) => talim.api.get("/courses/levels/", { query: { page, page_size: 100 } })),
    ]);
    return { categories, levels };
  }, []);
  return value ?? { categories: [], levels: [] };
}

/** A language in its own words: "Русский". */
export function nameLanguage(code: string): string {
  return LANGUAGES[code as Language] ?? new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
}
