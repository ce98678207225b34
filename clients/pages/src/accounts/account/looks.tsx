/** Language, and light or dark. */

import { useState } from "preact/hooks";
import { setLanguage } from "../../talim.ts";
import { chooseTheme, getTheme } from "../../theme.ts";
import { Choice } from "../../ui/choice.tsx";
import { accountWords } from "./words/index.ts";
import { LANGUAGES, getLanguage, useWords } from "../../words/index.ts";

export function Looks() {
  const words = useWords();
  const texts = accountWords.use();
  const [theme, setTheme] = useState(getTheme);
  return (
    <section class="card">
      <h2>{words.language}</h2>
      <Choice
        label={words.language}
        options={LANGUAGES}
        chosen={getLanguage()}
        choose={(language) => void setLanguage(language)}
      />
      <h2>{texts.theme}</h2>
      <Choice
        label={texts.theme}
        options={texts.themes}
        chosen={theme}
        choose={(chosen) => {
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      />
      <p class="quiet">{texts.themeHelp}</p>
    </section>
  );
}
