/** Answers that the office gives often, in three languages. */

import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { Empty } from "../ui/empty.tsx";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextField } from "../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField } from "../ui/form/translated-field.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useOpenedRow } from "../ui/opened-row.ts";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { fetchAllPages } from "../office/all-pages.ts";
import { fetchCategories, type CannedAnswer, type Category } from "./data.ts";

export function CannedAnswers() {
  const words = useWords();
  const own = ticketWords.use().rules;
  const { opened, open, close, changes, done } = useOpenedRow<CannedAnswer | "new">();
  const loaded = useLoad(async () => {
    const [answers, categories] = await Promise.all([
      fetchAllPages((page) => talim.api.get("/support/canned-answers/", { query: { page, page_size: 100 } })),
      fetchCategories(),
    ]);
    return { answers, categories };
  }, [changes]);
  return (
    <>
      <p>
        <button type="button" class="main" onClick={() => open("new")}>
          {own.newCanned}
        </button>
      </p>
      <Loading of={loaded}>
        {({ answers, categories }) => (
          <>
            {answers.length ? (
              <ul class="rows">
                {answers.map((answer) => (
                  <li key={answer.id} data-testid="canned">
                    <span>
                      <b>{answer.title}</b> <span class="quiet small">{readTranslated(answer.text)}</span>
                    </span>
                    <button type="button" onClick={() => open(answer)}>
                      {words.form.edit}
                    </button>
                  </li>
                ))}
              </ul>
            ) : (
              <Empty drawing="messages" text={own.noCanned} />
            )}
            {opened ? (
              <Drawer title={opened === "new" ? own.newCanned : opened.title} close={close}>
                <CannedForm
                  of={opened === "new" ? undefined : opened}
                  categories={categories}
                  onDone={() => done(own.saved)}
                  close={close}
                />
                {opened === "new" ? null : (
                  <ActButton
                    word={own.removeCanned}
                    question={<p>{own.removeCanned}?</p>}
                    act={() => talim.api.delete("/support/canned-answers/{id}/", { path: { id: opened.id } })}
                    onDone={() => done(own.removed)}
                  />
                )}
              </Drawer>
            ) : null}
          </>
        )}
      </Loading>
    </>
  );
}

interface CannedFormProps {
  of: CannedAnswer | undefined;
  categories: Category[];
  onDone: () => void;
  close: () => void;
}

function CannedForm({ of: answer, categories, onDone, close }: CannedFormProps) {
  const words = useWords();
  const texts = ticketWords.use();
  const own = texts.rules;
  const form = useForm({
    initial: {
      title: answer?.title ?? "",
      text: { ...EMPTY_TRANSLATED, ...answer?.text },
      category: answer?.category ?? "",
    },
    ...(answer ? {} : { draft: "canned answer" }),
    send: ({ title, text, category }, idempotencyKey) => {
      const body = { title, text, category: category || null };
      return answer
        ? talim.api.put("/support/canned-answers/{id}/", { path: { id: answer.id }, body })
        : talim.api.post("/support/canned-answers/", { body, idempotencyKey });
    },
    onDone,
  });
  const options = [
    { value: "", label: own.anyCategory },
    ...categories.map(({ id, title }) => ({ value: id, label: readTranslated(title) })),
  ];
  return (
    <Form of={form} word={words.form.save} label={own.newCanned} close={close}>
      <TextField of={form} name="title" label={own.cannedTitle} maxLength={120} required />
      <TranslatedField of={form} name="text" label={own.cannedText} rows={4} maxLength={20_000} required />
      <SelectField of={form} name="category" label={texts.category} options={options} />
    </Form>
  );
}
