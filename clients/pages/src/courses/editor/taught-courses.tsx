/** The courses whose content one writes. */

import { useState } from "preact/hooks";
import { fetchAllPages } from "../../office/all-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { editorWords } from "../../words/courses/editor/index.ts";

/** With more courses than this there is a search. */
const FEW = 12;

export function TaughtCourses() {
  const words = useWords();
  const texts = editorWords.use();
  const [typed, type] = useState("");
  const courses = useLoad(() => fetchAllPages((page) => talim.api.get("/courses/courses/", { query: { taught: true, page, page_size: 100 } })), []);
  const wanted = typed.trim().toLocaleLowerCase();
  return (
    <>
      <h1>{words.teacher.nav.write}</h1>
      <Loading of={courses}>
        {(all) => {
          if (!all.length) return <Empty drawing="box" text={texts.noCourses} />;
          const shown = all.filter(({ title }) => Object.values(title).some((text) => text?.toLocaleLowerCase().includes(wanted)));
          return (
            <>
              {all.length > FEW ? <input type="search" aria-label={texts.findCourse} placeholder={texts.findCourse} value={typed} onInput={(event) => type(event.currentTarget.value)} /> : null}
              <ul class="rows">
                {shown.map((course) => (
                  <li key={course.id}>
                    <span>
                      <Link to={`write/${course.id}`}>{readTranslated(course.title)}</Link>
                      <span class="quiet small">{[texts.courseStates[course.status], texts.modes[course.mode], course.level].filter(Boolean).join(" · ")}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loading>
    </>
  );
}
