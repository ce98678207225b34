/** One course: its facts, teachers and picture; published, archived, deleted. */

import { useState } from "preact/hooks";
import { CoursePicture } from "../../learning/course-picture.tsx";
import { formatMoney } from "../../format.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { checkReadable } from "../../ui/file.ts";
import { FileField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, PickManyField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { coursesWords } from "../catalogue/words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { nameLanguage, type Course } from "./course-data.ts";
import { CourseForm } from "./course-form.tsx";
import { CourseState } from "./course-state.tsx";
import { toPick } from "./data.ts";

type Part = "facts" | "teachers" | "picture";

interface CourseCardProps {
  id: string;
  me: Person;
  /** It lies over the page where the course is written. */
  isWriting?: boolean;
  onChange: () => void;
  onDeleted: () => void;
}

export function CourseCard({ id, me, isWriting = false, onChange, onDeleted }: CourseCardProps) {
  const words = useWords();
  const texts = coursesWords.use();
  const [editing, setEditing] = useState<Part | undefined>();
  const path = { id };
  const course = useLoad(() => talim.api.get("/courses/courses/{id}/", { path }), [id]);
  const close = () => setEditing(undefined);
  const put = (value: Course, text = words.form.saved) => {
    showNotice(text);
    close();
    course.replace(value);
    onChange();
  };
  return (
    <Loading of={course}>
      {(value) => {
        if (editing === "facts") return <CourseForm course={value} onDone={put} close={close} />;
        if (editing === "teachers") return <TeachersForm course={value} onDone={put} close={close} />;
        if (editing === "picture") return <PictureForm course={value} onDone={put} close={close} />;
        return (
          <>
            <CourseState status={value.status} />
            <CoursePicture course={value} class="photo" alt={texts.picture} />
            <Facts course={value} />
            <div class="buttons">
              {hasPermission(me, "courses.edit") ? (
                <button type="button" onClick={() => setEditing("facts")}>
                  {words.form.edit}
                </button>
              ) : null}
              {!isWriting && hasPermission(me, "learning.write") ? (
                <Link to={`write/${id}`}>{texts.writeCourse}</Link>
              ) : null}
              {hasPermission(me, "courses.manage") ? (
                <button type="button" onClick={() => setEditing("teachers")}>
                  {texts.setTeachers}
                </button>
              ) : null}
              {hasPermission(me, "courses.edit") ? (
                <button type="button" onClick={() => setEditing("picture")}>
                  {texts.setPicture}
                </button>
              ) : null}
              {hasPermission(me, "courses.edit") && value.thumbnail ? (
                <ActButton
                  word={texts.removePicture}
                  act={() => talim.api.delete("/courses/courses/{id}/thumbnail/", { path })}
                  onDone={() => put({ ...value, thumbnail: null, thumbnails: [] })}
                />
              ) : null}
            </div>
            <Publication course={value} me={me} onDone={put} onDeleted={onDeleted} />
          </>
        );
      }}
    </Loading>
  );
}

function Facts({ course }: { course: Course }) {
  const words = useWords();
  const texts = coursesWords.use();
  return (
    <dl class="facts">
      <dt>{texts.language}</dt>
      <dd>{nameLanguage(course.language)}</dd>
      <dt>{texts.level}</dt>
      <dd>{course.level || texts.noLevel}</dd>
      <dt>{texts.mode}</dt>
      <dd>{texts.modes[course.mode]}</dd>
      <dt>{texts.category}</dt>
      <dd>{course.category ? readTranslated(course.category.name) : texts.noCategory}</dd>
      <dt>{texts.tags}</dt>
      <dd>{course.tags.join(", ") || texts.noTags}</dd>
      <dt>{texts.anyPrice}</dt>
      <dd>{course.prices.map((price) => formatMoney(price, words)).join(", ") || "–"}</dd>
      <dt>{texts.teachers}</dt>
      <dd>
        {course.teachers
          .map(({ teacher, kind }) => (kind === "lead" ? texts.isLead(teacher.full_name) : teacher.full_name))
          .join(", ") || "–"}
      </dd>
      {course.prerequisites.length ? (
        <>
          <dt>{texts.prerequisites}</dt>
          <dd>{course.prerequisites.map(({ title }) => readTranslated(title)).join(", ")}</dd>
        </>
      ) : null}
      {readTranslated(course.description) ? (
        <>
          <dt>{texts.description}</dt>
          <dd>{readTranslated(course.description)}</dd>
        </>
      ) : null}
    </dl>
  );
}

interface PublicationProps {
  course: Course;
  me: Person;
  onDone: (course: Course, text: string) => void;
  onDeleted: () => void;
}

function Publication({ course, me, onDone, onDeleted }: PublicationProps) {
  const words = useWords();
  const texts = coursesWords.use();
  const path = { id: course.id };
  const isDraft = course.status === "draft" && !course.published_at;
  return (
    <div class="buttons">
      {hasPermission(me, "courses.publish") && course.status !== "published" ? (
        <ActButton
          word={texts.publish}
          class="main"
          act={(key) => talim.api.post("/courses/courses/{id}/publish/", { path, idempotencyKey: key })}
          onDone={(changed) => onDone(changed, texts.published)}
        />
      ) : null}
      {hasPermission(me, "courses.publish") && course.status === "published" ? (
        <ActButton
          word={texts.archive}
          act={(key) => talim.api.post("/courses/courses/{id}/archive/", { path, idempotencyKey: key })}
          onDone={(changed) => onDone(changed, texts.archived)}
        />
      ) : null}
      {hasPermission(me, "courses.manage") && isDraft ? (
        <ActButton
          word={words.form.delete}
          class="plain"
          question={<p>{texts.deleteSure(readTranslated(course.title))}</p>}
          act={() => talim.api.delete("/courses/courses/{id}/", { path })}
          onDone={() => {
            showNotice(texts.deleted);
            onDeleted();
          }}
        />
      ) : null}
    </div>
  );
}

interface PartFormProps {
  course: Course;
  onDone: (course: Course) => void;
  close: () => void;
}

function TeachersForm({ course, onDone, close }: PartFormProps) {
  const words = useWords();
  const texts = coursesWords.use();
  const lead = course.teachers.find(({ kind }) => kind === "lead")?.teacher;
  const form = useForm<{ lead: Pick | null; teachers: Pick[] }, Course>({
    initial: {
      lead: lead ? toPick(lead) : null,
      teachers: course.teachers
        .filter(({ kind }) => kind === "co")
        .map(({ teacher }) => ({ id: teacher.id, label: teacher.full_name })),
    },
    send: (values) => {
      const others = values.teachers
        .filter(({ id }) => id !== values.lead?.id)
        .map(({ id }) => ({ teacher: id, kind: "co" as const }));
      const teachers = values.lead ? [{ teacher: values.lead.id, kind: "lead" as const }, ...others] : others;
      return talim.api.put("/courses/courses/{id}/teachers/", { path: { id: course.id }, body: { teachers } });
    },
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.setTeachers} close={close}>
      <PickField of={form} name="lead" label={texts.lead} find={findPeople("teacher")} />
      <PickManyField of={form} name="teachers" label={texts.otherTeachers} find={findPeople("teacher")} />
    </Form>
  );
}

function PictureForm({ course, onDone, close }: PartFormProps) {
  const words = useWords();
  const texts = coursesWords.use();
  const form = useForm<{ file: File | null }, Course>({
    initial: { file: null },
    send: async ({ file }) =>
      talim.api.put("/courses/courses/{id}/thumbnail/", {
        path: { id: course.id },
        form: { file: await checkReadable(file as File) },
      }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.setPicture} close={close}>
      <FileField
        of={form}
        name="file"
        label={texts.picture}
        hint={texts.pictureHelp}
        accept="image/png,image/jpeg,image/webp"
        required
      />
    </Form>
  );
}
