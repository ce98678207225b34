/** What a homework asks for, as the pupil reads it. */

import { talim } from "../talim.ts";
import { useWords } from "../words/index.ts";
import type { Homework } from "./homework-answers.ts";
import { PlayButton } from "./play.tsx";

type Task = Pick<Homework["assignment"], "kind" | "instructions" | "question" | "reference_text" | "language">;

/** `model`: the id of the assignment whose model can be heard. */
export function TaskText({ assignment, model }: { assignment: Task; model?: string | undefined }) {
  const words = useWords();
  const titles = {
    reading: words.task.read,
    speaking: words.task.answer,
    repeat: words.task.repeat,
    file: words.task.file,
    text: words.task.write,
  };
  return (
    <section class="task" aria-labelledby="task">
      <h2 id="task">{titles[assignment.kind]}</h2>
      {assignment.instructions ? <p>{assignment.instructions}</p> : null}
      {assignment.question ? (
        <p class="reading" lang={assignment.language}>
          {assignment.question}
        </p>
      ) : null}
      {assignment.reference_text ? (
        <p class="reading" lang={assignment.language}>
          {assignment.reference_text}
        </p>
      ) : null}
      {model ? (
        <PlayButton
          word={words.task.model}
          fetch={() => talim.api.get("/homework/assignments/{id}/model-audio/", { path: { id: model } })}
        />
      ) : null}
    </section>
  );
}
