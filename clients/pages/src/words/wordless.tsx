/** What is said where a language's words could not be fetched: in all three, because nothing else may be there. */

import { LANGUAGES, type Language } from "./index.ts";

const SAID: Record<Language, [sentence: string, again: string]> = {
  uz: ["Sahifalar yuklanmadi. Internetni tekshiring.", "Yana urinib koʻrish"],
  ru: ["Страницы не загрузились. Проверьте интернет.", "Попробовать ещё раз"],
  en: ["The pages could not be fetched. Check the network.", "Try again"],
};

export function Wordless() {
  return (
    <main class="entry" id="content">
      {(Object.keys(LANGUAGES) as Language[]).map((one) => (
        <div key={one} lang={one} role="alert">
          <p>{SAID[one][0]}</p>
          <button type="button" class="main" onClick={() => location.reload()}>
            {SAID[one][1]}
          </button>
        </div>
      ))}
    </main>
  );
}
