/** What the reviews of a course say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { CourseReviewWords } from "./en.ts";

export const courseReviewWords = new Catalogue<CourseReviewWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
