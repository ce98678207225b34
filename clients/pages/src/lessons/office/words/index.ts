/** What the pages about rooms and what belongs to them say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { RoomsWords } from "./en.ts";

export const roomsWords = new Catalogue<RoomsWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
