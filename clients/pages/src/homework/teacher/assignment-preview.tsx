/** A homework as pupils will meet it, before it is given. */

import type { ComponentProps } from "preact";
import type { Answer } from "@talim/client";
import { formatSeconds } from "../../format.ts";
import { TaskText } from "../pupil/task-text.tsx";
import { useWords } from "../../words/index.ts";

export type Preview = Answer<"/homework/assignments/preview/", "post">;

/** `task`: what pupils read, where nothing of it is read aloud. */
export function AssignmentPreview({ of, task }: { of: Preview; task: ComponentProps<typeof TaskText>["assignment"] }) {
  const w = useWords().teacher.give;
  const ways = of.words.filter((word) => word.anything || word.readings.length > 1);
  return (
    <section class="preview" role="status" aria-label={w.preview}>
      <p>
        {of.marked_by === "machine" ? w.byMachine : w.byTeacher}
        {of.words.length ? ` · ${w.words(of.words.length)}` : ""}
        {of.seconds ? ` · ${w.takes(formatSeconds(of.seconds))}` : ""}
      </p>
      {of.too_long ? <p class="warn">{w.tooLong(formatSeconds(of.most_seconds))}</p> : null}
      {of.words.length ? (
        <p class="reading">{of.words.map((word) => word.text).join(" ")}</p>
      ) : (
        <TaskText assignment={task} />
      )}
      {of.phrases.length > 1 ? (
        <ol class="phrases">
          {of.phrases.map((phrase) => (
            <li key={phrase.first}>{phrase.text}</li>
          ))}
        </ol>
      ) : null}
      {ways.length ? (
        <ul class="small">
          {ways.map((word) => (
            <li key={word.index}>
              <b>{word.text}</b>: {word.anything ? w.anything : word.readings.join(" / ")}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
