/** The courses whose content one writes. */

import { useState } from "preact/hooks";
import { fetchAllPages } from "../../office/all-pages.ts";
import { CourseForm } from "../../courses/office/course-form.tsx";
import { hasPermission } from "../../office/permissions.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { editorWords } from "./words/index.ts";
import { transferWords } from "../../course_transfers/words/index.ts";
import { coursesWords } from "../../courses/catalogue/words/index.ts";
import { ImportCourse } from "./import-course.tsx";

/** With more courses than this there is a search. */
const FEW = 12;

export function TaughtCourses({ me }: PageProps) {
  const words = useWords();
  const texts = coursesWords.use();
  const { noCourses } = editorWords.use();
  const transfers = transferWords.use();
  const [creating, setCreating] = useState(false);
  const [bringing, setBringing] = useState(false);
  const [typed, setTyped] = useState("");
  const courses = useLoad(
    () =>
      fetchAllPages((page) => talim.api.get("/courses/courses/", { query: { taught: true, page, page_size: 100 } })),
    [],
  );
  const wanted = typed.trim().toLocaleLowerCase();
  return (
    <>
      <h1>{words.teacher.nav.write}</h1>
      <Loading of={courses}>
        {(all) => {
          if (!all.length) return <Empty drawing="box" text={noCourses} />;
          const shown = all.filter(({ title }) =>
            Object.values(title).some((text) => text?.toLocaleLowerCase().includes(wanted)),
          );
          return (
            <>
              {all.length > FEW ? (
                <input
                  type="search"
                  aria-label={texts.findCourse}
                  placeholder={texts.findCourse}
                  value={typed}
                  onInput={(event) => setTyped(event.currentTarget.value)}
                />
              ) : null}
              <ul class="rows">
                {shown.map((course) => (
                  <li key={course.id}>
                    <span>
                      <Link to={`write/${course.id}`}>{readTranslated(course.title)}</Link>
                      <span class="quiet small">
                        {[texts.statuses[course.status], texts.modes[course.mode], course.level]
                          .filter(Boolean)
                          .join(" · ")}
                      </span>
                    </span>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loading>
      {hasPermission(me, "courses.create") ? (
        <div class="buttons">
          <button type="button" onClick={() => setCreating(true)}>
            {texts.newCourse}
          </button>
          <button type="button" onClick={() => setBringing(true)}>
            {transfers.importCourse}
          </button>
        </div>
      ) : null}
      {bringing ? (
        <Drawer title={transfers.importCourse} close={() => setBringing(false)} holdsBack>
          <ImportCourse onDone={courses.reload} />
        </Drawer>
      ) : null}
      {creating ? (
        <Drawer title={texts.newCourse} close={() => setCreating(false)}>
          <CourseForm mode="online" onDone={({ id }) => navigate(`write/${id}`)} close={() => setCreating(false)} />
        </Drawer>
      ) : null}
    </>
  );
}
