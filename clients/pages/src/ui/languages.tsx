/** The language of the pages, changed where one stands. */

import { chooseLanguage } from "../talim.ts";
import { LANGUAGES, getLanguage, useWords } from "../words/index.ts";
import { Choice } from "./choice.tsx";
import { showNotice } from "./notices.tsx";

export function LanguageSwitch() {
  const words = useWords();
  const choose = (language: keyof typeof LANGUAGES) =>
    void chooseLanguage(language).catch(() => showNotice(words.errors.network));
  return <Choice label={words.language} options={LANGUAGES} chosen={getLanguage()} choose={choose} />;
}
