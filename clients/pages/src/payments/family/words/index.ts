/** What the payments of a family say beside the single payment: photos of transfers, the statement, receipts. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { FamilyMoneyWords } from "./en.ts";

export const familyMoneyWords = new Catalogue<FamilyMoneyWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
