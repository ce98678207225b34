/** The categories that courses are sorted by. */

import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { NumberField } from "../../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { coursesWords } from "../catalogue/words/index.ts";
import type { Category } from "./course-data.ts";

export function Categories() {
  const words = useWords();
  const texts = coursesWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Category | "new">();
  return (
    <>
      <h1>{words.office.nav.pages.categories}</h1>
      <DataTable<Category>
        name="categories"
        label={words.office.nav.pages.categories}
        columns={[
          { id: "name", title: texts.title, cell: (row) => readTranslated(row.name) },
          { id: "position", title: texts.position, cell: (row) => row.position, number: true, order: "position" },
        ]}
        load={(query) => talim.api.get("/courses/categories/", { query })}
        getKey={(row) => row.id}
        onOpen={open}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newCategory}
          </button>
        }
        empty={<Empty drawing="box" text={texts.noCategories} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.newCategory : readTranslated(opened.name)} close={close}>
          <CategoryForm
            category={opened === "new" ? undefined : opened}
            onDone={() => done(words.form.saved)}
            close={close}
          />
          {opened === "new" ? null : (
            <ActButton
              word={words.form.delete}
              class="plain"
              question={<p>{texts.deleteCategorySure(readTranslated(opened.name))}</p>}
              act={() => talim.api.delete("/courses/categories/{id}/", { path: { id: opened.id } })}
              onDone={() => done(texts.deleted)}
            />
          )}
        </Drawer>
      ) : null}
    </>
  );
}

interface CategoryFormProps {
  category: Category | undefined;
  onDone: () => void;
  close: () => void;
}

function CategoryForm({ category, onDone, close }: CategoryFormProps) {
  const words = useWords();
  const texts = coursesWords.use();
  const form = useForm({
    initial: { name: { ...EMPTY_TRANSLATED, ...category?.name }, position: (category?.position ?? 0) as number | null },
    send: ({ name, position }, key) => {
      const body = { name, position: position ?? 0 };
      return category
        ? talim.api.patch("/courses/categories/{id}/", { path: { id: category.id }, body })
        : talim.api.post("/courses/categories/", { body: { ...body, slug: "" }, idempotencyKey: key });
    },
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.category} close={close}>
      <TranslatedField of={form} name="name" label={texts.title} required />
      <NumberField
        of={form}
        name="position"
        label={texts.position}
        hint={texts.positionHelp}
        min={0}
        max={10000}
        required
      />
    </Form>
  );
}
