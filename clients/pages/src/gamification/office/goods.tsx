/** What coins can buy. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { NumberField } from "../../ui/form/text-fields.tsx";
import { EMPTY_TRANSLATED, readTranslated, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { shopWords } from "./words/index.ts";
import { useBranches } from "../../office/branches.ts";

type Item = Answer<"/gamification/shop/", "get">["results"][number];
type Fields = { name: Translated; description: Translated; price: number | null; stock: number | null; branch: string };

export function Goods() {
  const words = useWords();
  const texts = shopWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Item | "new">();
  const branches = useBranches("all");
  return (
    <>
      <h1>{texts.goods}</h1>
      <DataTable<Item>
        name="goods"
        label={texts.goods}
        columns={[
          { id: "name", title: texts.item, cell: (row) => readTranslated(row.name) },
          { id: "price", title: texts.price, cell: (row) => row.price, number: true, order: "price" },
          { id: "stock", title: texts.stock, cell: (row) => row.stock ?? texts.unlimited, number: true },
          {
            id: "branch",
            title: texts.branch,
            cell: (row) => branches.find(({ id }) => id === row.branch)?.name ?? texts.everywhere,
          },
        ]}
        load={(query, { archived }) =>
          talim.api.get("/gamification/shop/", { query: { ...query, archived: archived === "true" } })
        }
        getKey={(row) => row.id}
        onOpen={open}
        filters={[
          {
            name: "archived",
            label: texts.which,
            options: [
              ["", texts.inShop],
              ["true", texts.outOfShop],
            ],
          },
        ]}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newItem}
          </button>
        }
        empty={<Empty drawing="box" text={texts.noGoods} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.newItem} close={close}>
          <NewItem branches={branches} onDone={() => done(words.form.saved)} close={close} />
        </Drawer>
      ) : opened ? (
        <Drawer title={readTranslated(opened.name)} close={close}>
          <EditItem item={opened} onDone={done} close={close} />
        </Drawer>
      ) : null}
    </>
  );
}

function NewItem({
  branches,
  onDone,
  close,
}: {
  branches: { id: string; name: string }[];
  onDone: () => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = shopWords.use();
  const form = useForm<Fields, Item>({
    initial: { name: EMPTY_TRANSLATED, description: EMPTY_TRANSLATED, price: null, stock: null, branch: "" },
    draft: "shop-item",
    send: ({ price, branch, ...values }) =>
      talim.api.post("/gamification/shop/", { body: { ...values, price: price ?? 0, branch: branch || null } }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.newItem} close={close}>
      <TranslatedField of={form} name="name" label={texts.name} required />
      <TranslatedField of={form} name="description" label={texts.description} rows={2} />
      <FieldRow>
        <NumberField of={form} name="price" label={texts.price} min={1} required />
        <NumberField of={form} name="stock" label={texts.stock} hint={texts.stockHelp} min={0} />
      </FieldRow>
      <SelectField
        of={form}
        name="branch"
        label={texts.branch}
        options={[
          { value: "", label: texts.everywhere },
          ...branches.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </Form>
  );
}

function EditItem({ item, onDone, close }: { item: Item; onDone: (text: string) => void; close: () => void }) {
  const words = useWords();
  const texts = shopWords.use();
  const form = useForm<Omit<Fields, "branch">, Item>({
    initial: {
      name: { ...EMPTY_TRANSLATED, ...item.name },
      description: { ...EMPTY_TRANSLATED, ...item.description },
      price: item.price,
      stock: item.stock,
    },
    send: ({ name, description, price, stock }) =>
      talim.api.patch("/gamification/shop/{id}/", {
        path: { id: item.id },
        body: {
          name,
          description,
          ...(price === null ? {} : { price }),
          // Somebody may have bought one meanwhile: then the server says so.
          ...(stock === item.stock ? {} : { stock, ...(item.stock === null ? {} : { stock_was: item.stock }) }),
        },
      }),
    onDone: () => onDone(words.form.saved),
  });
  return (
    <>
      <Form of={form} word={words.form.save} label={texts.item} close={close}>
        <TranslatedField of={form} name="name" label={texts.name} required />
        <TranslatedField of={form} name="description" label={texts.description} rows={2} />
        <FieldRow>
          <NumberField of={form} name="price" label={texts.price} min={1} required />
          <NumberField of={form} name="stock" label={texts.stock} hint={texts.stockHelp} min={0} />
        </FieldRow>
      </Form>
      {item.archived_at ? null : (
        <ActButton
          word={texts.archive}
          act={() => talim.api.delete("/gamification/shop/{id}/", { path: { id: item.id } })}
          onDone={() => onDone(texts.archived)}
        />
      )}
    </>
  );
}
