/** An online course: what it is, its lessons, and how one joins or goes on. */

import { ApiError, type Answer, type CallOptions } from "@talim/client";
import { useState } from "preact/hooks";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { CachedNotice, useCachedLoad } from "../../pupil/cached-load.tsx";
import { listPrices } from "../../pupil/courses.tsx";
import { translateName } from "../../pupil/shop.tsx";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading } from "../../ui/load.tsx";
import { learnWords } from "../../words/courses/learn/index.ts";
import { useWords } from "../../words/index.ts";
import { ownWords } from "../../words/pupil/own/index.ts";
import { Reviews } from "../reviews/reviews.tsx";
import { enrol, fetchOutline, type Outline } from "./learning-calls.ts";
import { CourseProgress, OutlineList } from "./outline.tsx";

type Course = Answer<"/courses/courses/{id}/", "get">;

export function CoursePage({ me, values: { id = "" } }: PageProps) {
  const texts = learnWords.use();
  const loaded = useCachedLoad(`course ${id}`, me, (options) => fetchCourse(id, options), [id]);
  return (
    <>
      <CachedNotice at={loaded.cachedAt} reload={loaded.reload} me={me} />
      <Loading of={loaded}>
        {({ course, outline }) => (
          <>
            <About course={course} />
            {outline.is_enrolled ? <CourseProgress percent={outline.percent} /> : null}
            <Begin course={course} outline={outline} me={me} reload={loaded.reload} />
            {outline.version === null ? (
              <p class="empty">{texts.nothingPublished}</p>
            ) : (
              <section aria-labelledby="lessons">
                <h2 id="lessons">{texts.lessons}</h2>
                <p class="quiet">{[texts.lessonCount(outline.lesson_count), texts.minutes(outline.minutes)].join(" · ")}</p>
                <OutlineList outline={outline} me={me} />
              </section>
            )}
            {outline.version === null ? null : <Reviews course={id} me={me} />}
          </>
        )}
      </Loading>
    </>
  );
}

async function fetchCourse(id: string, options: CallOptions): Promise<{ course: Course; outline: Outline }> {
  const [course, outline] = await Promise.all([talim.api.get("/courses/courses/{id}/", { path: { id }, ...options }), fetchOutline(id, options)]);
  return { course, outline };
}

function About({ course }: { course: Course }) {
  const texts = learnWords.use();
  const { level, category, teachers, thumbnail } = course;
  return (
    <>
      <h1>{translateName(course.title)}</h1>
      {thumbnail?.startsWith("/") ? <img class="course-picture" src={thumbnail} alt="" /> : null}
      <p class="quiet">{[level, category && translateName(category.name)].filter(Boolean).join(" · ")}</p>
      {translateName(course.description) ? <p class="course-about">{translateName(course.description)}</p> : null}
      {teachers.length ? <p>{texts.teachers(teachers.map(({ teacher }) => teacher.full_name).join(", "))}</p> : null}
    </>
  );
}

/** The one thing to do next: go on, join, or pay. */
function Begin({ course, outline, me, reload }: { course: Course; outline: Outline; me: Person; reload: () => void }) {
  const words = useWords();
  const texts = learnWords.use();
  const own = ownWords.use();
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
  if (course.prices.length) {
    return (
      <>
        <p class="number">{own.aMonth(listPrices(course.prices, words))}</p>
        <Join course={course} word={texts.buy} me={me} reload={reload} />
      </>
    );
  }
  return <Join course={course} word={texts.join} me={me} reload={reload} />;
}

function Finished() {
  const texts = learnWords.use();
  return (
    <p class="state good">
      <Icon name="good" /> {texts.courseDone}
    </p>
  );
}

function Join({ course, word, me, reload }: { course: Course; word: string; me: Person; reload: () => void }) {
  const texts = learnWords.use();
  const { hasPage } = usePersonPages();
  const [toPay, setToPay] = useState<string>();
  const join = async (key: string) => {
    try {
      await enrol(course.id, key);
      return undefined;
    } catch (error) {
      if (error instanceof ApiError && error.status === 402) return error.detail;
      throw error;
    }
  };
  const onDone = (detail: string | undefined) => (detail === undefined ? reload() : setToPay(detail));
  if (toPay === undefined) return <ActButton word={word} class="main" act={join} onDone={onDone} />;
  return (
    <div class="notice" role="status">
      <Icon name="payments" />
      <p>{toPay}</p>
      {hasPage(me, "payments") ? (
        <button type="button" onClick={() => navigate("payments")}>
          {texts.toPayments}
        </button>
      ) : null}
    </div>
  );
}
