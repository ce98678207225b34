/** The language of the pages, changed where one stands. */

import { speak } from "../talim.ts";
import { LANGUAGES, language, useWords } from "../words/index.ts";
import { Choice } from "./choice.tsx";
import { tell } from "./notices.tsx";

export function Languages() {
  const words = useWords();
  const choose = (one: keyof typeof LANGUAGES) => void speak(one).catch(() => tell(words.errors.network));
  return <Choice label={words.language} options={LANGUAGES} chosen={language()} choose={choose} />;
}
