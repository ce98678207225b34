/** Categories of tickets. */

import { talim } from "../talim.ts";
import { Drawer } from "../ui/drawer.tsx";
import { Empty } from "../ui/empty.tsx";
import { CheckField, SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { NumberField } from "../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField } from "../ui/form/translated-field.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useOpenedRow } from "../ui/opened-row.ts";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { PRIORITIES, type Category, type Priority } from "./data.ts";

export function Categories() {
  const words = useWords();
  const texts = ticketWords.use();
  const own = texts.rules;
  const { opened, open, close, changes, done } = useOpenedRow<Category | "new">();
  const loaded = useLoad(async () => {
    const all = await Promise.all(
      [false, true].map((is_archived) =>
        talim.api.get("/support/categories/", { query: { is_archived, page_size: 100 } }),
      ),
    );
    return all.flatMap(({ results }) => results);
  }, [changes]);
  return (
    <>
      <p>
        <button type="button" class="main" onClick={() => open("new")}>
          {own.newCategory}
        </button>
      </p>
      <Loading of={loaded}>
        {(all) =>
          all.length ? (
            <ul class="rows">
              {all.map((category) => (
                <li key={category.id} data-testid="category">
                  <span>
                    {readTranslated(category.title)}{" "}
                    <span class="quiet small">
                      {[texts.priorities[category.priority], category.archived_at ? own.archived : ""]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </span>
                  <button type="button" onClick={() => open(category)}>
                    {words.form.edit}
                  </button>
                </li>
              ))}
            </ul>
          ) : (
            <Empty drawing="box" text={own.noCategories} />
          )
        }
      </Loading>
      {opened ? (
        <Drawer title={opened === "new" ? own.newCategory : readTranslated(opened.title)} close={close}>
          <CategoryForm of={opened === "new" ? undefined : opened} onDone={() => done(own.saved)} close={close} />
        </Drawer>
      ) : null}
    </>
  );
}

function CategoryForm({
  of: category,
  onDone,
  close,
}: {
  of: Category | undefined;
  onDone: () => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = ticketWords.use();
  const own = texts.rules;
  const form = useForm({
    initial: {
      title: { ...EMPTY_TRANSLATED, ...category?.title },
      priority: (category?.priority ?? "medium") as Priority,
      position: (category?.position ?? 0) as number | null,
      is_archived: category?.archived_at != null,
    },
    send: ({ position, is_archived, ...values }, idempotencyKey) => {
      const body = { ...values, position: position ?? 0 };
      return category
        ? talim.api.patch("/support/categories/{id}/", { path: { id: category.id }, body: { ...body, is_archived } })
        : talim.api.post("/support/categories/", { body, idempotencyKey });
    },
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={own.newCategory} close={close}>
      <TranslatedField of={form} name="title" label={own.titleOf} maxLength={120} required />
      <SelectField
        of={form}
        name="priority"
        label={own.categoryPriority}
        options={PRIORITIES.map((value) => ({ value, label: texts.priorities[value] }))}
        required
      />
      <NumberField of={form} name="position" label={own.position} min={0} max={1000} />
      {category ? <CheckField of={form} name="is_archived" label={own.archive} /> : null}
    </Form>
  );
}
