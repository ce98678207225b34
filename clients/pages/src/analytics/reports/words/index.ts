/** What the page of reports says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { ReportWords } from "./en.ts";

export const reportWords = new Catalogue<ReportWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
