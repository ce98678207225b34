/** On Today: the first steps of a new centre wait, until they are done or not wanted. */

import { useEffect, useState } from "preact/hooks";
import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { todayWords } from "../today/words/index.ts";
import { fetchBegunGroup, isReady, readChoices, saveChoices } from "./state.ts";

export function StartNotice({ me }: { me: Person }) {
  const { hasPage } = usePersonPages();
  const [over, setOver] = useState(() => readChoices(me).over === true);
  return hasPage(me, "start") && !over ? <Waiting me={me} setOver={setOver} /> : null;
}

function Waiting({ me, setOver }: { me: Person; setOver: (over: boolean) => void }) {
  const words = useWords();
  const { start: texts } = todayWords.use();
  const ready = useLoad(async () => isReady(await fetchBegunGroup()), [me.id]);
  useEffect(() => {
    if (!ready.value) return;
    saveChoices(me, { over: true });
    setOver(true);
  }, [ready.value]);
  const dismiss = () => {
    saveChoices(me, { over: true });
    setOver(true);
    const undo = () => {
      saveChoices(me, { over: false });
      setOver(false);
    };
    showNotice(texts.dismissed, { label: words.form.undo, run: undo });
  };
  if (ready.value !== false) return null;
  return (
    <section class="card first start-notice" aria-labelledby="start-notice">
      <h2 id="start-notice">
        <Icon name="star" /> {texts.title}
      </h2>
      <p>{texts.help}</p>
      <div class="buttons">
        <Link to="start" class="button main">
          {texts.go}
        </Link>
        <button type="button" class="plain" onClick={dismiss}>
          {texts.dismiss}
        </button>
      </div>
    </section>
  );
}
