/** What tickets say. */

import { Catalogue } from "../../words/catalogue.ts";
import type { TicketWords } from "./en.ts";

export const ticketWords = new Catalogue<TicketWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
