/** The lessons of a course: what is done, what comes next, and what is locked until when. */

import { formatDayTime } from "../../format.ts";
import { Link } from "../../router.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { learnWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import type { LessonState, Outline, OutlineLesson } from "./learning-calls.ts";

const ICONS: Record<LessonState, IconName> = { new: "play", begun: "play", done: "good", locked: "lock" };

export function OutlineList({ outline, zone }: { outline: Outline; zone: string }) {
  const texts = learnWords.use();
  return (
    <ol class="outline">
      {outline.modules.map((module, index) => (
        <li key={index}>
          <h3>{module.title}</h3>
          <p class="quiet small">
            {[texts.lessonCount(module.lesson_count), texts.minutes(module.minutes)].join(" · ")}
          </p>
          <ol class="rows">
            {module.lessons.map((lesson, place) => (
              <LessonRow
                key={lesson.id ?? place}
                lesson={lesson}
                zone={zone}
                isNext={lesson.id !== null && lesson.id === outline.next_lesson}
                isOffered={!outline.is_enrolled}
              />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

interface LessonRowProps {
  lesson: OutlineLesson;
  zone: string;
  isNext: boolean;
  /** Whoever does not learn the course yet hears what is open to all. */
  isOffered: boolean;
}

function LessonRow({ lesson, zone, isNext, isOffered }: LessonRowProps) {
  const words = useWords();
  const texts = learnWords.use();
  const { locked } = lesson;
  const state = isNext ? texts.states.next : texts.states[lesson.state];
  const more = [
    texts.minutes(lesson.minutes),
    lesson.is_preview && isOffered ? texts.isPreview : "",
    lesson.state === "new" && !isNext ? "" : state,
  ];
  return (
    <li class={isNext ? "next" : lesson.state}>
      <Icon name={ICONS[lesson.state]} />
      <span>
        {lesson.id ? <Link to={`learn/${lesson.id}`}>{lesson.title}</Link> : lesson.title}
        <span class="quiet small">{more.filter(Boolean).join(" · ")}</span>
        {locked ? (
          <span class="small warn">
            {locked.text} {locked.opens_at ? texts.opensAt(formatDayTime(locked.opens_at, zone, words)) : ""}
          </span>
        ) : null}
      </span>
    </li>
  );
}

/** How much of a course is done. */
export function CourseProgress({ percent }: { percent: number }) {
  const texts = learnWords.use();
  return (
    <div class="course-progress">
      <progress value={percent} max={100} aria-label={texts.progress} />
      <span class="small">{texts.ofCourse(percent)}</span>
    </div>
  );
}
