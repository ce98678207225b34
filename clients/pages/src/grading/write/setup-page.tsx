/** What counts in a gradebook: its scale, its categories and its items, saved as a whole. */

import { useRef, useState } from "preact/hooks";
import { stepItem } from "../../learning/editor/order.ts";
import { describeError } from "../../errors.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { hasPermission } from "../../office/permissions.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { gradebookWords } from "./words/index.ts";
import { CategoryFields } from "./category-fields.tsx";
import { ItemFields, type Work } from "./item-fields.tsx";
import { getRowView } from "./row-view.ts";
import {
  buildStructure,
  checkSetup,
  createCategory,
  createItem,
  listScales,
  readSetup,
  type CategoryRow,
  type Gradebook,
  type ItemRow,
  type Setup,
} from "./setup-data.ts";

const ALIASES = {
  "late_penalty.percent_per_day": "late_percent_per_day",
  "late_penalty.floor": "late_floor",
  "late_penalty.grace_minutes": "late_grace_minutes",
};

type Scales = Awaited<ReturnType<typeof fetchScales>>;
const fetchScales = () => talim.api.get("/grading/scales/");

export function GradebookSetupPage({ me, values: { id = "" } }: PageProps) {
  const words = useWords();
  const [begun, setBegun] = useState(0);
  const loaded = useLoad(async () => {
    const [gradebook, scales] = await Promise.all([
      talim.api.get("/grading/gradebooks/{id}/", { path: { id } }),
      fetchScales(),
    ]);
    return { gradebook, scales, work: await fetchWork(gradebook, me) };
  }, [id]);
  const loadAgain = async () => {
    try {
      const gradebook = await talim.api.get("/grading/gradebooks/{id}/", { path: { id } });
      if (loaded.value) loaded.replace({ ...loaded.value, gradebook });
      setBegun(begun + 1);
    } catch (reason) {
      showNotice(describeError(reason, words).text);
    }
  };
  return (
    <Loading of={loaded}>
      {({ gradebook, scales, work }) => (
        <SetupForm
          key={begun}
          gradebook={gradebook}
          scales={scales}
          work={work}
          me={me}
          loadAgain={() => void loadAgain()}
          onSaved={(saved) => loaded.replace({ gradebook: saved, scales, work })}
        />
      )}
    </Loading>
  );
}

/** Quizzes and homework of the group or course. */
async function fetchWork({ group, course }: Gradebook, me: Person): Promise<Work> {
  const place = group ? { group } : { course };
  const all = { ...place, page_size: 100 };
  const [quizzes, homework] = await Promise.all([
    hasPermission(me, "quizzes.write")
      ? fetchAllPages((page) => talim.api.get("/quizzes/", { query: { ...all, page, written: true } }))
      : [],
    hasPermission(me, "homework.assign")
      ? fetchAllPages((page) => talim.api.get("/homework/assignments/", { query: { ...all, page } }))
      : [],
  ]);
  const toOption = ({ id, title }: { id: string; title: string }) => ({ value: id, label: title });
  return { quizzes: quizzes.map(toOption), homework: homework.map(toOption) };
}

interface SetupFormProps {
  gradebook: Gradebook;
  scales: Scales;
  work: Work;
  me: Person;
  loadAgain: () => void;
  onSaved: (gradebook: Gradebook) => void;
}

function SetupForm({ gradebook, scales, work, me, loadAgain, onSaved }: SetupFormProps) {
  const words = useWords();
  const texts = gradebookWords.use();
  /** The one that the form began with: the page may load a newer one. */
  const revision = useRef(gradebook.revision);
  const sent = useRef<Pick<Setup, "categories" | "items">>({ categories: [], items: [] });
  const form = useForm<Setup, Gradebook>({
    initial: readSetup(gradebook, me.zone),
    check: (values) => {
      sent.current = values;
      return checkSetup(
        values,
        { required: words.form.required, number: texts.number, halfTyped: words.teacher.give.halfTyped },
        me.zone,
      );
    },
    send: (values) =>
      talim.api.put("/grading/gradebooks/{id}/", {
        path: { id: gradebook.id },
        body: buildStructure(values, revision.current, me.zone),
      }),
    onDone: (saved) => {
      onSaved(saved);
      revision.current = saved.revision;
      // New rows have the server's ids from now on.
      const fresh = readSetup(saved, me.zone);
      form.set("categories", fresh.categories);
      form.set("items", fresh.items);
      showNotice(texts.saved);
    },
  });
  const { categories, items } = form.values;
  const current = useRef(form.values);
  current.current = form.values;
  /** A field may change two values at once: the second change sees the first. */
  const putCategories = (rows: CategoryRow[]) => {
    current.current = { ...current.current, categories: rows };
    form.set("categories", rows);
  };
  const putItems = (rows: ItemRow[]) => {
    current.current = { ...current.current, items: rows };
    form.set("items", rows);
  };
  const replaceIn = <R extends { id: string }>(rows: R[], before: R, changed: R): R[] =>
    rows.map((row) => (row.id === changed.id ? { ...row, ...pickChanges(before, changed) } : row));
  const removeItem = (item: ItemRow) => {
    const before = items;
    putItems(items.filter(({ id }) => id !== item.id));
    showNotice(texts.removed(item.name || texts.unnamed), { label: words.form.undo, run: () => putItems(before) });
  };
  /** Its items go to the first category that stays. */
  const removeCategory = (category: CategoryRow) => {
    const before = { categories, items };
    const rest = categories.filter(({ id }) => id !== category.id);
    putCategories(rest);
    putItems(items.map((item) => (item.category === category.id ? { ...item, category: rest[0]?.id ?? "" } : item)));
    const undo = () => {
      putCategories(before.categories);
      putItems(before.items);
    };
    showNotice(texts.removed(category.name || texts.unnamed), { label: words.form.undo, run: undo });
  };
  return (
    <article class="gradebook-setup">
      <p>
        <Link to={`gradebook/${gradebook.id}`}>← {texts.toGradebook}</Link> ·{" "}
        <Link to={`rubrics/${gradebook.id}`}>{words.teacher.nav.rubrics}</Link>
      </p>
      <h1>{gradebook.title}</h1>
      <Form
        of={form}
        word={words.form.save}
        label={texts.setup}
        here={{ draft_changed: texts.changed }}
        loadAgain={{ word: texts.loadAgain, run: loadAgain }}
      >
        <SelectField
          of={form}
          name="scale"
          label={texts.scale}
          options={listScales(scales, texts.usualScales)}
          required
        />
        <h2>{texts.categories}</h2>
        <ol class="setup-rows">
          {categories.map((row, at) => (
            <CategoryFields
              key={row.id}
              of={getRowView({
                form,
                list: "categories",
                row,
                sent: sent.current.categories,
                change: (changed) => putCategories(replaceIn(current.current.categories, row, changed)),
              })}
              row={row}
              all={categories}
              at={at}
              move={(step) => putCategories(stepItem(categories, row.id, step))}
              remove={categories.length > 1 ? () => removeCategory(row) : undefined}
            />
          ))}
        </ol>
        {form.errors["categories"] ? <p class="wrong">{form.errors["categories"]}</p> : null}
        <p>
          <button type="button" onClick={() => putCategories([...categories, createCategory()])}>
            <Icon name="plus" /> {texts.newCategory}
          </button>
        </p>
        <h2>{texts.items}</h2>
        {items.length ? null : <Empty drawing="box" text={texts.noItemsYet} />}
        <ol class="setup-rows">
          {items.map((row, at) => (
            <ItemFields
              key={row.id}
              of={getRowView({
                form,
                list: "items",
                row,
                sent: sent.current.items,
                aliases: ALIASES,
                change: (changed) => putItems(replaceIn(current.current.items, row, changed)),
              })}
              row={row}
              all={items}
              at={at}
              move={(step) => putItems(stepItem(items, row.id, step))}
              remove={() => removeItem(row)}
              categories={categories}
              work={work}
              hasRegister={gradebook.group !== null}
            />
          ))}
        </ol>
        <p>
          <button
            type="button"
            onClick={() => putItems([...items, createItem(items.at(-1)?.category ?? categories[0]?.id ?? "")])}
          >
            <Icon name="plus" /> {texts.newItem}
          </button>
        </p>
      </Form>
    </article>
  );
}

/** The fields that differ. */
function pickChanges<R extends object>(before: R, changed: R): Partial<R> {
  const all = Object.entries(changed) as [keyof R, R[keyof R]][];
  return Object.fromEntries(all.filter(([name, value]) => value !== before[name])) as Partial<R>;
}
