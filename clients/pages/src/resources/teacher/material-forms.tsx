/** Forms of a material: add it to a course or a lesson, put another file in its place, say what it is called. */

import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { fetchAllPages } from "../../office/all-pages.ts";
import { translateName } from "../../gamification/pupil/shop.tsx";
import { talim } from "../../talim.ts";
import { ChoiceField, FileField, SelectField, type Option } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm, type FormState } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { libraryWords } from "./words/index.ts";
import type { LibraryWords } from "./words/en.ts";
import { useMaterialUpload } from "./material-upload.ts";

export type Material = Answer<"/resources/", "get">["results"][number];
/** Where a material belongs. */
export type MaterialTarget = { course: string } | { lesson: string };

type Source = { source: "file" | "link"; file: File | null; url: string };
const EMPTY: Source = { source: "file", file: null, url: "" };

/** The courses whose groups this person teaches, or may see, with their groups. */
export function useTaughtCourses(): Option[] {
  const { value = [] } = useLoad(async () => {
    const query = { status: "active" as const, page_size: 100 };
    const groups = await fetchAllPages((page) => talim.api.get("/courses/groups/", { query: { ...query, page } }));
    const names = new Map<string, string[]>();
    for (const { course, name } of groups) names.set(course.id, [...(names.get(course.id) ?? []), name]);
    const courses = new Map(groups.map(({ course }) => [course.id, course]));
    return [...courses.values()].map(({ id, title }) => ({
      value: id,
      label: `${translateName(title)} (${names.get(id)?.join(", ")})`,
    }));
  }, []);
  return value;
}

/** Where there is one course, it is chosen already. */
export function useOnlyCourse<T extends { course: string }>(form: FormState<T>, courses: Option[]): void {
  const only = courses.length === 1 ? courses[0]?.value : undefined;
  useEffect(() => {
    if (only && !form.values.course) form.set("course" as keyof T & string, only as T[keyof T & string]);
  }, [only]);
}

function checkSource({ source, url }: Source, texts: LibraryWords): Partial<Record<"url", string>> {
  return source === "link" && url && !/^https?:\/\/./.test(url) ? { url: texts.noAddress } : {};
}

function SourceFields<T extends Source>({ of: form, progress }: { of: FormState<T>; progress: number | undefined }) {
  const texts = libraryWords.use();
  const sources = (["file", "link"] as const).map((value) => ({ value, label: texts.sources[value] }));
  return (
    <>
      <ChoiceField of={form} name="source" label={texts.source} options={sources} required />
      {form.values.source === "file" ? (
        <FileField of={form} name="file" label={texts.file} hint={texts.fileHelp} accept="" required />
      ) : (
        <TextField
          of={form}
          name="url"
          label={texts.address}
          hint={texts.addressHelp}
          type="url"
          maxLength={500}
          required
        />
      )}
      {progress === undefined ? null : (
        <p class="upload-progress">
          <progress value={progress} aria-label={texts.sending} />{" "}
          <span class="number">{Math.round(progress * 100)} %</span>
        </p>
      )}
    </>
  );
}

/** Without a target the form asks for the course. */
export function AddMaterial({
  target,
  onDone,
  close,
}: {
  target?: MaterialTarget;
  onDone: (made: Material) => void;
  close: () => void;
}) {
  const texts = libraryWords.use();
  const courses = useTaughtCourses();
  const { progress, send } = useMaterialUpload();
  const form = useForm({
    initial: { ...EMPTY, title: "", course: "" },
    check: (values) => checkSource(values, texts),
    send: ({ source, file, url, title, course }, idempotencyKey) => {
      const place = { ...(target ?? { course }), title };
      if (source === "link" || !file) return talim.api.post("/resources/", { body: { ...place, url }, idempotencyKey });
      return send(
        file,
        (upload) => talim.api.post("/resources/", { body: { ...place, upload }, idempotencyKey }),
        () => talim.api.post("/resources/files/", { form: { ...place, file }, idempotencyKey }),
      );
    },
    onDone,
  });
  useOnlyCourse(form, target ? [] : courses);
  return (
    <Form of={form} word={texts.add} label={texts.add} close={close}>
      <SourceFields of={form} progress={progress} />
      <TextField of={form} name="title" label={texts.title} hint={texts.titleHelp} />
      {target ? null : (
        <SelectField of={form} name="course" label={texts.course} hint={texts.courseHelp} options={courses} required />
      )}
    </Form>
  );
}

export function ReplaceFile({ material, onDone }: { material: Material; onDone: () => void }) {
  const texts = libraryWords.use();
  const path = { id: material.id };
  const { progress, send } = useMaterialUpload();
  const replace = (body: { upload: string } | { url: string }) =>
    talim.api.put("/resources/{id}/file/", { path, body });
  const form = useForm({
    initial: EMPTY,
    check: (values) => checkSource(values, texts),
    send: ({ source, file, url }) =>
      source === "link" || !file ? replace({ url }) : send(file, (upload) => replace({ upload })),
    onDone,
  });
  return (
    <Form of={form} word={texts.replace} label={texts.replace}>
      <SourceFields of={form} progress={progress} />
    </Form>
  );
}

/** What pupils read, and where it stands among the others. */
export function RenameMaterial({ material, onDone }: { material: Material; onDone: () => void }) {
  const words = useWords();
  const texts = libraryWords.use();
  const form = useForm<{ title: string; position: number | null }, unknown>({
    initial: { title: material.title, position: material.position },
    send: ({ title, position }) =>
      talim.api.patch("/resources/{id}/", { path: { id: material.id }, body: { title, position: position ?? 0 } }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.title}>
      <TextField of={form} name="title" label={texts.title} required />
      <NumberField of={form} name="position" label={texts.position} min={0} max={1000} required />
    </Form>
  );
}
