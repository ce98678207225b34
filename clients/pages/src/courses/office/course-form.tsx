/** A course to create or to change. */

import { useCentre } from "../../centre.ts";
import { talim } from "../../talim.ts";
import { ChoiceField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickManyField, type Pick } from "../../ui/form/pick-field.tsx";
import { findCourses } from "../../ui/form/picks.ts";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { LANGUAGES, useWords, type Language } from "../../words/index.ts";
import { coursesWords } from "../catalogue/words/index.ts";
import { useCourseParts, type Course } from "./course-data.ts";
import { orNull, toOptions } from "./data.ts";

/** An interface would have no index of its own. */
type Fields = {
  title: Translated;
  description: Translated;
  language: Language;
  level: string;
  mode: Course["mode"];
  category: string;
  tags: string;
  price: number | null;
  prerequisites: Pick[];
};

const EMPTY: Fields = {
  title: EMPTY_TRANSLATED,
  description: EMPTY_TRANSLATED,
  language: "en",
  level: "",
  mode: "centre",
  category: "",
  tags: "",
  price: null,
  prerequisites: [],
};

interface CourseFormProps {
  /** Without it a new one. */
  course?: Course;
  /** How a new one is taught at first. */
  mode?: Course["mode"];
  onDone: (course: Course) => void;
  close: () => void;
}

export function CourseForm({ course, mode = EMPTY.mode, onDone, close }: CourseFormProps) {
  const words = useWords();
  const texts = coursesWords.use();
  const currency = useCentre()?.currency ?? "UZS";
  const { categories, levels } = useCourseParts();
  const initial = course ? readFields(course, currency) : { ...EMPTY, mode };
  const form = useForm<Fields, Course>({
    initial,
    draft: course ? `course-${course.id}` : mode === EMPTY.mode ? "new-course" : `new-${mode}-course`,
    send: ({ price, prerequisites, category, tags, ...values }, key) => {
      const others = course?.prices.filter((other) => other.currency !== currency) ?? [];
      const prices = price === null ? others : [{ amount: price, currency }, ...others];
      const body = {
        ...values,
        category: orNull(category),
        tags: splitTags(tags),
        prerequisites: prerequisites.map(({ id }) => id),
      };
      if (!course)
        return talim.api.post("/courses/courses/", { body: { ...body, slug: "", prices }, idempotencyKey: key });
      // Who may not set the prices of this course can change the rest.
      const changes = { ...body, ...(price === initial.price ? {} : { prices }) };
      return talim.api.patch("/courses/courses/{id}/", { path: { id: course.id }, body: changes });
    },
    onDone,
  });
  return (
    <Form
      of={form}
      word={course ? words.form.save : texts.create}
      label={course ? words.form.edit : texts.newCourse}
      close={close}
    >
      <TranslatedField of={form} name="title" label={texts.title} required />
      <FieldRow>
        <SelectField of={form} name="language" label={texts.language} options={toOptions(LANGUAGES)} required />
        <SelectField
          of={form}
          name="level"
          label={texts.level}
          options={[{ value: "", label: texts.noLevel }, ...levels.map(({ code }) => ({ value: code, label: code }))]}
        />
        <SelectField
          of={form}
          name="category"
          label={texts.category}
          options={[
            { value: "", label: texts.noCategory },
            ...categories.map(({ id, name }) => ({ value: id, label: readTranslated(name) })),
          ]}
        />
      </FieldRow>
      <ChoiceField of={form} name="mode" label={texts.mode} options={toOptions(texts.modes)} required />
      <TextField of={form} name="tags" label={texts.tags} hint={texts.tagsHelp} maxLength={420} />
      <MoneyField
        of={form}
        name="price"
        label={form.values.mode === "online" ? texts.onlinePrice : texts.price}
        currency={currency}
      />
      <TranslatedField of={form} name="description" label={texts.description} rows={3} maxLength={5000} />
      <PickManyField
        of={form}
        name="prerequisites"
        label={texts.prerequisites}
        hint={texts.prerequisitesHelp}
        find={findCourses}
      />
    </Form>
  );
}

function readFields(course: Course, currency: string): Fields {
  return {
    title: { ...EMPTY_TRANSLATED, ...course.title },
    description: { ...EMPTY_TRANSLATED, ...course.description },
    language: course.language as Language,
    level: course.level,
    mode: course.mode,
    category: course.category?.id ?? "",
    tags: course.tags.join(", "),
    price: course.prices.find((price) => price.currency === currency)?.amount ?? null,
    prerequisites: course.prerequisites.map(({ id, title }) => ({ id, label: readTranslated(title) })),
  };
}

/** "travel, work" are two tags. */
function splitTags(text: string): string[] {
  return text
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
}
