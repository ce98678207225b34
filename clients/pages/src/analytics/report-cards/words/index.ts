/** What the pages of report cards say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { ReportCardWords } from "./en.ts";

export const reportCardWords = new Catalogue<ReportCardWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
