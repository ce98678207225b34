/** A module of the outline with its lessons. */

import { useRef } from "preact/hooks";
import { Link } from "../../router.tsx";
import { Icon } from "../../ui/icon.tsx";
import { editorWords } from "./words/index.ts";
import type { DraftLesson, DraftModule } from "./data.ts";
import { Grip } from "./grip.tsx";
import { AddLesson } from "./outline-forms.tsx";
import { useSortable, type Drop } from "./sortable.ts";

interface ModuleSectionProps {
  module: DraftModule;
  course: string;
  move: (step: -1 | 1) => void;
  moveLesson: (id: string, step: -1 | 1) => void;
  dropLesson: (drop: Drop) => void;
  change: () => void;
  remove: () => void;
  removeLesson: (lesson: DraftLesson) => void;
  isFirst: boolean;
  isLast: boolean;
}

export function ModuleSection({
  module,
  course,
  move,
  moveLesson,
  dropLesson,
  change,
  remove,
  removeLesson,
  isFirst,
  isLast,
}: ModuleSectionProps) {
  const texts = editorWords.use();
  const list = useRef<HTMLOListElement>(null);
  useSortable(list, dropLesson, "lessons");
  return (
    <li data-id={module.id}>
      <section aria-label={module.title}>
        <header class="edit-head">
          <h2>{module.title}</h2>
          {module.opens.length ? <Icon name="clock" /> : null}
          <Grip name={module.title} move={move} isFirst={isFirst} isLast={isLast} />
          <button type="button" class="plain" aria-label={texts.change(module.title)} onClick={change}>
            <Icon name="write" />
          </button>
          <button type="button" class="plain" aria-label={texts.delete(module.title)} onClick={remove}>
            <Icon name="close" />
          </button>
        </header>
        <ol ref={list} class="outline-lessons" data-list={module.id}>
          {module.lessons.map((lesson, at) => (
            <li key={lesson.id} data-id={lesson.id}>
              <span class="outline-lesson">
                <Link to={`write/${course}/${lesson.id}`}>{lesson.title}</Link>
                <LessonSigns lesson={lesson} />
              </span>
              <Grip
                name={lesson.title}
                move={(step) => moveLesson(lesson.id, step)}
                isFirst={isFirst && at === 0}
                isLast={isLast && at === module.lessons.length - 1}
              />
              <button
                type="button"
                class="plain"
                aria-label={texts.delete(lesson.title)}
                onClick={() => removeLesson(lesson)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ol>
        <AddLesson course={course} module={module} />
      </section>
    </li>
  );
}

function LessonSigns({ lesson }: { lesson: DraftLesson }) {
  const texts = editorWords.use();
  const signs = [
    texts.minutesOf(lesson.minutes),
    texts.blocks(lesson.block_count),
    ...(lesson.is_preview ? [texts.preview] : []),
    ...(lesson.opens.length ? [texts.locked] : []),
    ...(!lesson.is_published ? [texts.isNew] : lesson.has_changes ? [texts.isChanged] : []),
    ...(lesson.view_count ? [texts.openedTimes(lesson.view_count)] : []),
  ];
  return <span class="quiet small">{signs.join(" · ")}</span>;
}
