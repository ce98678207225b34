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
      {(Object.keys(LANGUAGES) as Language[]).map((language) => (
        <div key={language} lang={language} role="alert">
          <p>{SAID[language][0]}</p>
          <button type="button" class="main" onClick={() => location.reload()}>
            {SAID[language][1]}
          </button>
        </div>
      ))}
    </main>
  );
}
