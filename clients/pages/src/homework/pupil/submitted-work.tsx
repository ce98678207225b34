/** What the pupil has sent: the text to read again, or the file to save. */

import { getFileExtension } from "../teacher/file-extension.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { saveFile } from "../../ui/download.ts";
import { SubmittedFilm } from "../../video/submitted-film.tsx";
import { useWords } from "../../words/index.ts";
import type { Attempt } from "./homework-answers.ts";

export function SubmittedWork({ attempt }: { attempt: Attempt }) {
  const { learning } = useWords();
  if (!attempt.answer && !attempt.audio) return null;
  const path = { id: attempt.id };
  return (
    <section class="said" aria-labelledby="sent">
      <h2 id="sent">{learning.sent}</h2>
      {attempt.answer ? <blockquote lang={attempt.language}>{attempt.answer}</blockquote> : null}
      <SubmittedFilm attempt={attempt} />
      {attempt.audio ? (
        <ActButton
          word={`${learning.takeFile} (${Math.max(1, Math.round(attempt.size / 1024))} kB)`}
          act={() => talim.api.get("/homework/attempts/{id}/audio/", { path })}
          onDone={(file) => file && saveFile(new Blob([file]), `${learning.fileName}${getFileExtension(file.type)}`)}
        />
      ) : null}
    </section>
  );
}
