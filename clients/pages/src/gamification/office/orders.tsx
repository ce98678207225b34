/** What pupils bought with coins: handed over, or cancelled with the coins given back. */

import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { shopWords } from "./words/index.ts";

type Order = Answer<"/gamification/redemptions/", "get">["results"][number];

export function Orders({ me }: PageProps) {
  const words = useWords();
  const texts = shopWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Order>();
  return (
    <>
      <h1>{texts.orders}</h1>
      <DataTable<Order>
        name="orders"
        label={texts.orders}
        columns={[
          { id: "student", title: texts.pupil, cell: (row) => row.student.full_name },
          { id: "item", title: texts.item, cell: (row) => readTranslated(row.name) },
          { id: "price", title: texts.price, cell: (row) => row.price, number: true },
          { id: "at", title: texts.bought, cell: (row) => formatDayTime(row.created_at, me.zone, words) },
          { id: "state", title: texts.state, cell: (row) => <StateOf row={row} /> },
        ]}
        load={(query, { state }) =>
          talim.api.get("/gamification/redemptions/", {
            query: { ...query, ...(state ? { state: state as "requested" } : {}) },
          })
        }
        getKey={(row) => row.id}
        onOpen={open}
        filters={[
          { name: "state", label: texts.state, options: [["", words.form.all], ...Object.entries(texts.states)] },
        ]}
        empty={<Empty drawing="box" text={texts.noOrders} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened.student.full_name} close={close}>
          <p>
            <strong>{readTranslated(opened.name)}</strong>, {texts.coins(opened.price)}
          </p>
          <StateOf row={opened} />
          {opened.reason ? <p class="quiet">{opened.reason}</p> : null}
          {opened.state === "requested" ? <Decision row={opened} onDone={done} /> : null}
        </Drawer>
      ) : null}
    </>
  );
}

function StateOf({ row }: { row: Order }) {
  const texts = shopWords.use();
  const icon = row.state === "handed_over" ? "good" : row.state === "requested" ? "clock" : "close";
  return (
    <span class="state">
      <Icon name={icon} />
      {texts.states[row.state] ?? row.state}
    </span>
  );
}

function Decision({ row, onDone }: { row: Order; onDone: (text: string) => void }) {
  const texts = shopWords.use();
  const path = { id: row.id };
  const form = useForm({
    initial: { reason: "" },
    send: (body) => talim.api.post("/gamification/redemptions/{id}/cancel/", { path, body }),
    onDone: () => onDone(texts.cancelled),
  });
  return (
    <>
      <p>
        <ActButton
          word={texts.handOver}
          class="main"
          act={() => talim.api.post("/gamification/redemptions/{id}/deliver/", { path })}
          onDone={() => onDone(texts.handedOver)}
        />
      </p>
      <details>
        <summary>{texts.cancel}</summary>
        <Form of={form} word={texts.cancel}>
          <TextField of={form} name="reason" label={texts.reason} required />
        </Form>
      </details>
    </>
  );
}
