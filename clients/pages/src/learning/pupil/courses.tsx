/** What one can learn at the centre. */

import { formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { CachedNotice } from "../../pupil/cached-load.tsx";
import { CourseFacts } from "../course-facts.tsx";
import { CoursePicture } from "../course-picture.tsx";
import { CourseProgress } from "../learn/outline.tsx";
import { LearntCards, useLearning } from "../learn/learnt-courses.tsx";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords, type Words } from "../../words/index.ts";
import { ownWords } from "../../pupil/own/words/index.ts";
import { translateName } from "../../gamification/pupil/shop.tsx";

type Price = Parameters<typeof formatMoney>[0];

/** "450 000 soʻm · 36 $": soʻm, which most pay in, comes first. */
export function listPrices(prices: Price[], words: Words): string {
  const sorted = [...prices].sort((one, other) => Number(other.currency === "UZS") - Number(one.currency === "UZS"));
  return sorted.map((price) => formatMoney(price, words)).join(" · ");
}

export function Courses({ me }: PageProps) {
  const words = useWords();
  const texts = ownWords.use();
  const learning = useLearning(me);
  const loaded = useLoad(() => fetchCourses(me), [me.id]);
  return (
    <>
      <h1>{words.learning.pages.courses}</h1>
      <CachedNotice at={learning.cachedAt} reload={learning.reload} me={me} />
      {learning.value?.length ? <LearntCards courses={learning.value} /> : null}
      <Loading of={loaded}>
        {({ courses, learned }) =>
          courses.length ? (
            <>
              <p>{texts.joinHelp}</p>
              <ul class="cards">
                {courses.map((course) => {
                  const { id, title, description, level, category, prices, mode } = course;
                  return (
                    <li key={id} class="card">
                      <CoursePicture course={course} />
                      <strong>
                        {mode === "centre" ? (
                          translateName(title)
                        ) : (
                          <Link to={`course/${id}`} class="course-link">
                            {translateName(title)}
                          </Link>
                        )}
                      </strong>
                      <span class="quiet">
                        {[level, category && translateName(category.name)].filter(Boolean).join(" · ")}
                      </span>
                      <CourseFacts course={course} />
                      {translateName(description) ? <span>{translateName(description)}</span> : null}
                      {prices.length ? (
                        <span class="number">
                          {mode === "online" ? listPrices(prices, words) : texts.aMonth(listPrices(prices, words))}
                        </span>
                      ) : null}
                      {learned.has(id) || course.is_enrolled ? (
                        <span class="state">
                          <Icon name="good" />
                          {texts.learned}
                        </span>
                      ) : null}
                      {course.progress === null ? null : <CourseProgress percent={course.progress} />}
                    </li>
                  );
                })}
              </ul>
            </>
          ) : (
            <Empty drawing="box" text={texts.noCourses} />
          )
        }
      </Loading>
    </>
  );
}

/** The published courses, and in which of them this person has a group now. */
async function fetchCourses(me: Person) {
  const [courses, groups] = await Promise.all([
    fetchAllPages((page) => talim.api.get("/courses/courses/", { query: { page_size: 100, page } })),
    me.role === "student" ? talim.api.get("/courses/groups/", { query: { page_size: 100 } }) : { results: [] },
  ]);
  return { courses, learned: new Set(groups.results.map(({ course }) => course.id)) };
}
