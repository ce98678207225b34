/** The courses of the centre: drafts, published and archived ones; each opens as a card. */

import { formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { LANGUAGES, useWords, type Language } from "../../words/index.ts";
import { coursesWords } from "../catalogue/words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { CourseCard } from "./course-card.tsx";
import { CourseForm } from "./course-form.tsx";
import { nameLanguage, useCourseParts, type CourseRow } from "./course-data.ts";
import { CourseState } from "./course-state.tsx";

export function Courses({ me }: PageProps) {
  const words = useWords();
  const texts = coursesWords.use();
  const { opened, open, close, changes, changed } = useOpenedRow<CourseRow | "new">();
  const { categories, levels } = useCourseParts();
  const all: [string, string] = ["", words.form.all];
  return (
    <>
      <h1>{words.office.nav.pages.courses}</h1>
      <DataTable<CourseRow>
        name="courses"
        label={words.office.nav.pages.courses}
        search={texts.findCourse}
        columns={[
          { id: "title", title: texts.title, cell: (row) => readTranslated(row.title) },
          { id: "status", title: texts.status, cell: (row) => <CourseState status={row.status} /> },
          { id: "level", title: texts.level, cell: (row) => row.level },
          { id: "language", title: texts.language, cell: (row) => nameLanguage(row.language), optional: "narrow" },
          { id: "mode", title: texts.mode, cell: (row) => texts.modes[row.mode], optional: "narrow" },
          {
            id: "category",
            title: texts.category,
            cell: (row) => (row.category ? readTranslated(row.category.name) : ""),
            optional: "narrow",
          },
          {
            id: "price",
            title: texts.anyPrice,
            cell: (row) => row.prices.map((price) => formatMoney(price, words)).join(", "),
            number: true,
          },
        ]}
        load={(query, { status, language, level, category }) =>
          talim.api.get("/courses/courses/", {
            query: {
              ...query,
              ...(status ? { status: status as "draft" } : {}),
              ...(language ? { language: language as Language } : {}),
              ...(level ? { level } : {}),
              ...(category ? { category } : {}),
            },
          })
        }
        getKey={(row) => row.id}
        onOpen={open}
        filters={[
          { name: "status", label: texts.status, options: [all, ...Object.entries(texts.statuses)] },
          { name: "language", label: texts.language, options: [all, ...Object.entries(LANGUAGES)] },
          {
            name: "level",
            label: texts.level,
            options: [all, ...levels.map(({ code }): [string, string] => [code, code])],
          },
          {
            name: "category",
            label: texts.category,
            options: [all, ...categories.map(({ id, name }): [string, string] => [id, readTranslated(name)])],
          },
        ]}
        acts={
          hasPermission(me, "courses.create") ? (
            <button type="button" class="main" onClick={() => open("new")}>
              {texts.newCourse}
            </button>
          ) : null
        }
        empty={<Empty drawing="box" text={texts.noCourses} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.newCourse} close={close}>
          <CourseForm
            onDone={(course) => {
              changed();
              open(course);
            }}
            close={close}
          />
        </Drawer>
      ) : opened ? (
        <Drawer key={opened.id} title={readTranslated(opened.title)} close={close}>
          <CourseCard
            id={opened.id}
            me={me}
            onChange={changed}
            onDeleted={() => {
              close();
              changed();
            }}
          />
        </Drawer>
      ) : null}
    </>
  );
}
