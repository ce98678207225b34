/** What a person learns online, each with where to go on. */

import { CachedNotice, useCachedLoad, type CachedLoad } from "../../pupil/cached-load.tsx";
import { translateName } from "../../gamification/pupil/shop.tsx";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { learnWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import type { PageProps } from "../../person-pages.ts";
import { fetchLearning, type LearntCourse } from "./learning-calls.ts";
import { CourseProgress } from "./outline.tsx";

/** So many stand on a first page. */
const MAX_ON_FIRST_PAGE = 2;
const EVENTS = ["enrolment.changed"] as const;

export function useLearning(me: Person): CachedLoad<LearntCourse[]> {
  const loaded = useCachedLoad("learning", me, fetchLearning, []);
  useEvents(talim.realtime.own, EVENTS, loaded.reload);
  return loaded;
}

/** "Continue learning" below a first page; nothing for who learns no course online. */
export function ContinueLearning({ me }: { me: Person }) {
  const texts = learnWords.use();
  const { value } = useLearning(me);
  const open = (value ?? []).filter((one) => one.state === "active" && one.next_lesson && !one.completed_at);
  if (!open.length) return null;
  return (
    <section aria-labelledby="continue">
      <h2 id="continue">{texts.continueLearning}</h2>
      <LearntCards courses={open.slice(0, MAX_ON_FIRST_PAGE)} />
    </section>
  );
}

export function LearntCards({ courses }: { courses: LearntCourse[] }) {
  const texts = learnWords.use();
  return (
    <ul class="cards">
      {courses.map(({ course, percent, next_lesson: next, completed_at: completed, state }) => (
        <li key={course.id} class="card">
          <strong>
            <Link to={`course/${course.id}`} class="course-link">
              {translateName(course.title)}
            </Link>
          </strong>
          <CourseProgress percent={percent} />
          {completed ? (
            <span class="state good">
              <Icon name="good" /> {texts.courseDone}
            </span>
          ) : state !== "active" ? (
            <span class="state warn">{texts.enrolmentStates[state] ?? ""}</span>
          ) : next ? (
            <Link to={`learn/${next.id}`} class="button main">
              {texts.goOnWith(next.title)}
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** The first page of who has no other pages of their own: what they learn, and where there is more. */
export function LearnerHome({ me }: PageProps) {
  const words = useWords();
  const texts = learnWords.use();
  const learning = useLearning(me);
  return (
    <>
      <h1>{words.home.hello(me.first_name)}</h1>
      <CachedNotice at={learning.cachedAt} reload={learning.reload} me={me} />
      <Loading of={learning}>
        {(courses) => (courses.length ? <LearntCards courses={courses} /> : <p>{texts.nothingLearnt}</p>)}
      </Loading>
      <p>
        <Link to="courses" class="button">
          {texts.findCourse}
        </Link>
      </p>
    </>
  );
}
