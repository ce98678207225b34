/** What a homework asks for, as the pupil reads it. */

import { talim } from "../../talim.ts";
import { useWords } from "../../words/index.ts";
import type { Homework } from "./homework-answers.ts";
import { PlayButton } from "./play.tsx";

type Task = Pick<Homework["assignment"], "kind" | "instructions" | "question" | "reference_text" | "language">;

interface TaskTextProps {
  assignment: Task;
  /** The id of the assignment whose model can be heard. */
  model?: string | undefined;
  /** The id of its title, where there are several. */
  id?: string;
}

export function TaskText({ assignment, model, id = "task" }: TaskTextProps) {
  const words = useWords();
  const titles = {
    reading: words.task.read,
    speaking: words.task.answer,
    repeat: words.task.repeat,
    file: words.task.file,
    text: words.task.write,
  };
  return (
    <section class="task" aria-labelledby={id}>
      <h2 id={id}>{titles[assignment.kind]}</h2>
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
