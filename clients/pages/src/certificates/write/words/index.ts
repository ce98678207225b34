/** What the staff's pages of certificates say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { CertificateWriteWords } from "./en.ts";

export type { CertificateWriteWords };

export const certificateWriteWords = new Catalogue<CertificateWriteWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
