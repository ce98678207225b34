/** What exports and imports of online courses say. */

import { Catalogue } from "../../words/catalogue.ts";
import type { TransferWords } from "./en.ts";

export const transferWords = new Catalogue<TransferWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
