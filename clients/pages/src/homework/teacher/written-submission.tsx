/** A submission that is not spoken: what was asked for, the text to read, the file to take. */

import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { Problem } from "../../ui/problem.tsx";
import { SubmittedFilm } from "../../video/submitted-film.tsx";
import { useWords } from "../../words/index.ts";
import type { Attempt, ReviewedHomework } from "./attempts.ts";
import { getFileExtension } from "./file-extension.ts";

/** What was asked for stands in its instructions. */
const KINDS_WITH_INSTRUCTIONS = ["text", "file"];
/** How long (ms) the browser has to take the file. */
const DOWNLOAD_MS = 60_000;

export function WrittenSubmission({ homework, attempt }: { homework: ReviewedHomework; attempt: Attempt }) {
  const words = useWords();
  const [error, setError] = useState<unknown>();
  const take = async () => {
    setError(undefined);
    try {
      const file = await talim.api.get("/homework/attempts/{id}/audio/", { path: { id: attempt.id } });
      if (file) download(file, `${homework.student.full_name} – ${homework.assignment.title}`);
    } catch (reason) {
      setError(() => reason);
    }
  };
  return (
    <>
      {KINDS_WITH_INSTRUCTIONS.includes(homework.assignment.kind) && homework.assignment.instructions ? (
        <p class="asked">{homework.assignment.instructions}</p>
      ) : null}
      {attempt.answer ? <blockquote class="given">{attempt.answer}</blockquote> : null}
      <SubmittedFilm attempt={attempt} />
      {homework.assignment.kind === "file" && attempt.audio ? (
        <button type="button" onClick={() => void take()}>
          {words.teacher.review.file} ({Math.max(1, Math.round(attempt.size / 1024))} kB)
        </button>
      ) : null}
      {error ? <Problem error={error} /> : null}
    </>
  );
}

/** Only ever saved, never opened here: what a pupil sent must not run on our pages. */
function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([file], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}${getFileExtension(file.type)}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_MS);
}
