/** An online course: what it is, its lessons, and how one joins or goes on. */

import type { Answer, CallOptions } from "@talim/client";
import { RoomButton } from "../../chat/room-button.tsx";
import type { PageProps } from "../../person-pages.ts";
import { CachedNotice, useCachedLoad } from "../../pupil/cached-load.tsx";
import { translateName } from "../../gamification/pupil/shop.tsx";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { learnWords } from "./words/index.ts";
import { Buy } from "../buy/buy.tsx";
import { CourseFacts } from "../course-facts.tsx";
import { CoursePicture } from "../course-picture.tsx";
import { Reviews } from "../reviews/reviews.tsx";
import { enrol, fetchOutline, type Outline } from "./learning-calls.ts";
import { CourseProgress, OutlineList } from "./outline.tsx";

export type Course = Answer<"/courses/courses/{id}/", "get">;

const EVENTS = ["enrolment.changed"] as const;

export function CoursePage({ me, values: { id = "" } }: PageProps) {
  const texts = learnWords.use();
  const loaded = useCachedLoad(`course ${id}`, me, (options) => fetchCourse(id, options), [id]);
  useEvents(talim.realtime.own, EVENTS, loaded.reload);
  return (
    <>
      <CachedNotice at={loaded.cachedAt} reload={loaded.reload} me={me} />
      <Loading of={loaded}>
        {({ course, outline }) => (
          <>
            <AboutCourse course={course} />
            {outline.is_enrolled ? <CourseProgress percent={outline.percent} /> : null}
            <Begin course={course} outline={outline} me={me} reload={loaded.reload} />
            {outline.version === null ? (
              <p class="empty">{texts.nothingPublished}</p>
            ) : (
              <section class="course-lessons" aria-labelledby="lessons">
                <h2 id="lessons">{texts.lessons}</h2>
                <p class="quiet">
                  {[texts.lessonCount(outline.lesson_count), texts.minutes(outline.minutes)].join(" · ")}
                </p>
                <OutlineList outline={outline} zone={me.zone} />
              </section>
            )}
            {outline.is_enrolled || outline.can_write ? (
              <p>
                <RoomButton me={me} of={{ course: id }} />
              </p>
            ) : null}
            {outline.version === null ? null : <Reviews course={id} me={me} />}
          </>
        )}
      </Loading>
    </>
  );
}

/** A course and its lessons as this person or visitor sees them. */
export async function fetchCourse(id: string, options: CallOptions): Promise<{ course: Course; outline: Outline }> {
  const [course, outline] = await Promise.all([
    talim.api.get("/courses/courses/{id}/", { path: { id }, ...options }),
    fetchOutline(id, options),
  ]);
  return { course, outline };
}

/** What a course is. */
export function AboutCourse({ course }: { course: Course }) {
  const texts = learnWords.use();
  const { level, category, tags, teachers } = course;
  return (
    <>
      <h1>{translateName(course.title)}</h1>
      <CoursePicture course={course} sizes="(min-width: 48rem) 48rem, 100vw" />
      <p class="quiet">{[level, category && translateName(category.name), ...tags].filter(Boolean).join(" · ")}</p>
      <CourseFacts course={course} />
      {translateName(course.description) ? <p class="course-about">{translateName(course.description)}</p> : null}
      {teachers.length ? <p>{texts.teachers(teachers.map(({ teacher }) => teacher.full_name).join(", "))}</p> : null}
    </>
  );
}

/** The one thing to do next: go on, join, or pay. */
function Begin({ course, outline, me, reload }: { course: Course; outline: Outline; me: Person; reload: () => void }) {
  const texts = learnWords.use();
  const isOnline = course.mode !== "centre" && outline.version !== null;
  if (outline.is_enrolled || outline.can_write) {
    if (!outline.next_lesson) return outline.is_enrolled && outline.percent >= 100 ? <Finished /> : null;
    return (
      <p>
        <Link to={`learn/${outline.next_lesson}`} class="button main">
          {outline.percent > 0 ? texts.goOn : texts.begin}
        </Link>
      </p>
    );
  }
  if (!isOnline) return null;
  if (course.prices.length) return <Buy course={course} me={me} reload={reload} />;
  return <ActButton word={texts.join} class="main" act={(key) => enrol(course.id, key)} onDone={reload} />;
}

function Finished() {
  const texts = learnWords.use();
  return (
    <p class="state good">
      <Icon name="good" /> {texts.courseDone}
    </p>
  );
}
