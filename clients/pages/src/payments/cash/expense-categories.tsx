/** The centre's categories of expenses: added, renamed, moved, archived and restored. */

import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { NumberField } from "../../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";

type Category = Answer<"/payments/expense-categories/", "get">["results"][number];

export function ExpenseCategories(_: PageProps) {
  const words = useWords();
  const texts = cashWords.use();
  const { opened: card, open: show, close, changes, done } = useOpenedRow<Category | "new">();
  const archive = (row: Category, archived: boolean) =>
    talim.api.patch("/payments/expense-categories/{id}/", { path: { id: row.id }, body: { archived } });
  const columns: Column<Category>[] = [
    { id: "name", title: texts.category, cell: ({ name }) => readTranslated(name) },
    { id: "position", title: texts.position, number: true, cell: ({ position }) => position },
    {
      id: "state",
      title: texts.state,
      cell: ({ archived_at: archived }) => (
        <span class="state">
          <Icon name={archived ? "pause" : "good"} />
          {archived ? texts.archived : texts.inUse}
        </span>
      ),
    },
  ];
  const open = card === "new" ? undefined : card;
  return (
    <>
      <p>
        <Link to="expenses">← {words.office.nav.pages.expenses}</Link>
      </p>
      <h1>{texts.categories}</h1>
      <DataTable
        name="expense-categories"
        label={texts.categories}
        columns={columns}
        load={(query) =>
          talim.api.get("/payments/expense-categories/", {
            query: { page: query.page, page_size: query.page_size, archived: true },
          })
        }
        getKey={({ id }) => id}
        onOpen={show}
        acts={
          <button type="button" class="main" onClick={() => show("new")}>
            {texts.newCategory}
          </button>
        }
        empty={<Empty drawing="box" text={texts.noCategories} />}
        on={[changes]}
      />
      {card ? (
        <Drawer title={open ? readTranslated(open.name) : texts.newCategory} close={close}>
          <CategoryForm category={open} onSaved={() => done()} close={close} />
          {open ? (
            <ActButton
              word={open.archived_at ? texts.restore : texts.archive}
              act={() => archive(open, !open.archived_at)}
              onDone={() => {
                showNotice(words.form.saved, {
                  label: words.form.undo,
                  run: () =>
                    void archive(open, Boolean(open.archived_at)).then(
                      () => done(),
                      () => undefined,
                    ),
                });
                done();
              }}
            />
          ) : null}
        </Drawer>
      ) : null}
    </>
  );
}

function CategoryForm({
  category,
  onSaved,
  close,
}: {
  category: Category | undefined;
  onSaved: () => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = cashWords.use();
  const form = useForm({
    initial: {
      name: { ...EMPTY_TRANSLATED, ...(category?.name as Partial<Translated>) },
      position: (category?.position ?? null) as number | null,
    },
    draft: `expense-category.${category?.id ?? "new"}`,
    send: ({ name, position }) => {
      const body = { name, ...(position === null ? {} : { position }) };
      return category
        ? talim.api.patch("/payments/expense-categories/{id}/", { path: { id: category.id }, body })
        : talim.api.post("/payments/expense-categories/", { body });
    },
    onDone: () => {
      showNotice(words.form.saved);
      onSaved();
    },
  });
  return (
    <Form of={form} word={words.form.save} close={close}>
      <TranslatedField of={form} name="name" label={texts.category} maxLength={60} required />
      <NumberField of={form} name="position" label={texts.position} hint={texts.positionHint} min={0} max={1000} />
    </Form>
  );
}
