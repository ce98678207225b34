/** The names of actions in the audit log. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { AuditWords } from "./en.ts";

export const auditWords = new Catalogue<AuditWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
