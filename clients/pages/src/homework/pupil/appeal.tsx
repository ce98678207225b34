/** Ask the teacher to look at a score again; what was asked, and whether it is answered. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";
import type { Homework } from "./homework-answers.ts";

const MAX_LENGTH = 1000;

export function Appeal({ homework, me, reload }: { homework: Homework; me: Person; reload: () => void }) {
  const words = useWords();
  const texts = words.learning.appeal;
  const [text, setText] = useState("");
  const [isEmpty, setIsEmpty] = useState(false);
  const hasMark = homework.score !== null || homework.stars !== null;
  const open =
    hasMark &&
    me.permissions.includes("homework.appeal") &&
    ["scored", "reviewed"].includes(homework.state) &&
    homework.appeals.every((appeal) => appeal.answered_at);
  if (!open && !homework.appeals.length) return null;
  const send = async () => {
    setIsEmpty(!text.trim());
    if (!text.trim()) return false;
    await talim.api.post("/homework/{id}/appeal/", { path: { id: homework.id }, body: { text: text.trim() } });
    return true;
  };
  const done = (sent: boolean) => {
    if (!sent) return;
    setText("");
    reload();
  };
  return (
    <>
      {homework.appeals.map((appeal) => (
        <section class="said" key={appeal.created_at} aria-label={texts.yours}>
          <h2>{appeal.author.id === me.id ? texts.yours : appeal.author.full_name}</h2>
          <blockquote>{appeal.text}</blockquote>
          <p class="state">
            <Icon name={appeal.answered_at ? "good" : "clock"} />
            {appeal.answered_at ? texts.answered : texts.waits}
          </p>
          <p class="quiet small">{formatDayTime(appeal.created_at, me.zone, words)}</p>
        </section>
      ))}
      {open ? (
        <details>
          <summary>{texts.title}</summary>
          <label for="appeal">{texts.why}</label>
          <textarea
            id="appeal"
            rows={3}
            maxLength={MAX_LENGTH}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          {isEmpty ? <p role="alert">{texts.empty}</p> : null}
          <ActButton word={texts.send} act={send} onDone={done} />
        </details>
      ) : null}
    </>
  );
}
