/** What the editor of online courses says. */

import { Catalogue } from "../../../words/catalogue.ts";
import type { EditorWords } from "./en.ts";

export const editorWords = new Catalogue<EditorWords>({
  uz: async () => (await import("./uz.ts")).uz,
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
});
