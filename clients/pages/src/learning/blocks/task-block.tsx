/** A task that learners hand in: what is asked for, and what they hand in where somebody learns. */

import type { VNode } from "preact";
import { Icon } from "../../ui/icon.tsx";
import { courseBlockWords } from "./words/index.ts";
import type { BlockOf, CourseFile } from "./block-types.ts";
import { DocumentText } from "./document.tsx";

export type TaskBlockOf = BlockOf<"assignment"> | BlockOf<"spoken">;

/** `work`: what the learner hands in; without one the task is shown as it will be. */
export function TaskBlock({ block, work }: { block: TaskBlockOf; work?: VNode | undefined }) {
  const texts = courseBlockWords.use();
  const title = `${block.id}-title`;
  const way = block.kind === "assignment" ? texts.answers[block.answer] : texts.spokenTasks[block.task];
  return (
    <section class="lesson-task" aria-labelledby={title}>
      <h2 id={title}>
        <Icon name={block.kind === "spoken" || block.answer === "recording" ? "microphone" : "write"} /> {block.title}
      </h2>
      {block.kind === "assignment" ? <DocumentText document={block.document} /> : null}
      {work ?? (
        <>
          {block.kind === "spoken" && block.text ? <p class="reading">{block.text}</p> : null}
          {block.kind === "spoken" && block.file ? <ModelAudio file={block.file} label={texts.model} /> : null}
          <p class="quiet small">{way}</p>
        </>
      )}
    </section>
  );
}

function ModelAudio({ file, label }: { file: CourseFile; label: string }) {
  return <audio src={file.url} controls preload="none" aria-label={label} />;
}
