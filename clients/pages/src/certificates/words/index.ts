/** What the pages of certificates say to everybody. */

import { Catalogue } from "../../words/catalogue.ts";
import type { CertificateWords } from "./en.ts";

export const certificateWords = new Catalogue<CertificateWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
