/** What announcements, templates and deliveries say. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { MessagesWords } from "./en.ts";

export const messagesWords = new Catalogue<MessagesWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
