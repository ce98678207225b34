/** Discounts, and prices that single pupils pay. */

import type { Answer } from "@talim/client";
import { formatMoney, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { DiscountCodes } from "./discount-codes.tsx";
import { EditDiscount, NewDiscount, NewPrice } from "./discount-forms.tsx";
import { formatDays, formatDiscount } from "./format-discount.ts";

type Discount = Answer<"/payments/discounts/", "get">["results"][number];
type OwnPrice = Answer<"/payments/overrides/", "get">["results"][number];

export function Discounts({ me }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.office.nav.pages.discounts}</h1>
      <DiscountList me={me} />
      <OwnPrices me={me} />
      <DiscountCodes me={me} />
    </>
  );
}

function DiscountList({ me }: { me: Person }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.discounts;
  const { opened, open, close, changes, done } = useOpenedRow<Discount | "new">();
  const forWhom = ({ student, group, course, branch }: Discount) =>
    student?.full_name ?? group?.name ?? (course ? readTranslated(course.title) : branch?.name) ?? own.everybody;
  return (
    <>
      <DataTable<Discount>
        name="discounts"
        label={words.office.nav.pages.discounts}
        columns={[
          { id: "name", title: own.name, cell: (row) => readTranslated(row.name), order: "name" },
          { id: "kind", title: own.kind, cell: (row) => own.kinds[row.kind as keyof typeof own.kinds], order: "kind" },
          { id: "value", title: own.off, cell: (row) => formatDiscount(row, words), number: true },
          { id: "whom", title: own.forWhom, cell: forWhom },
          { id: "days", title: own.days, cell: (row) => formatDays(row, me, words), order: "starts_on" },
          {
            id: "stackable",
            title: own.together,
            cell: (row) => (row.stackable ? words.form.yes : words.form.no),
            optional: true,
          },
          { id: "reason", title: texts.reason, cell: (row) => row.reason, optional: true },
        ]}
        load={(query, { archived }) =>
          talim.api.get("/payments/discounts/", { query: { ...query, archived: archived === "true" } })
        }
        getKey={(row) => row.id}
        onOpen={open}
        filters={[
          {
            name: "archived",
            label: texts.state,
            options: [
              ["", own.inUse],
              ["true", own.over],
            ],
          },
        ]}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {own.new}
          </button>
        }
        empty={<Empty drawing="money" text={own.none} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={own.new} close={close}>
          <NewDiscount close={close} onDone={() => done(words.form.saved)} />
        </Drawer>
      ) : opened ? (
        <Drawer title={readTranslated(opened.name)} close={close}>
          <p>
            {own.forWhom}: {forWhom(opened)}
          </p>
          {opened.archived_at ? (
            <p class="sum number">{formatDiscount(opened, words)}</p>
          ) : (
            <>
              <EditDiscount key={opened.id} discount={opened} close={close} onDone={() => done(words.form.saved)} />
              <ActButton
                word={texts.billing.end}
                question={
                  <>
                    <p class="sum number">{formatDiscount(opened, words)}</p>
                    <p>{own.endSure}</p>
                  </>
                }
                act={() => talim.api.delete("/payments/discounts/{id}/", { path: { id: opened.id } })}
                onDone={() => done(texts.billing.ended)}
              />
            </>
          )}
        </Drawer>
      ) : null}
    </>
  );
}

function OwnPrices({ me }: { me: Person }) {
  const words = useWords();
  const texts = moneyWords.use();
  const own = texts.ownPrices;
  const { opened, open, close, changes, done } = useOpenedRow<OwnPrice | "new">();
  const today = toIsoDay(Date.now(), me.zone);
  return (
    <>
      <h2>{own.title}</h2>
      <DataTable<OwnPrice>
        name="own-prices"
        label={own.title}
        columns={[
          { id: "student", title: texts.pupil, cell: (row) => row.student.full_name, order: "student" },
          { id: "group", title: texts.group, cell: (row) => row.group.name, order: "group" },
          {
            id: "amount",
            title: own.price,
            cell: (row) => formatMoney(row.amount, words),
            number: true,
            order: "amount",
          },
          { id: "days", title: texts.discounts.days, cell: (row) => formatDays(row, me, words), order: "starts_on" },
          { id: "reason", title: texts.reason, cell: (row) => row.reason },
          { id: "by", title: own.by, cell: (row) => row.by?.full_name, order: "by", optional: true },
        ]}
        load={(query) => talim.api.get("/payments/overrides/", { query })}
        getKey={(row) => row.id}
        onOpen={open}
        acts={
          <button type="button" onClick={() => open("new")}>
            {own.new}
          </button>
        }
        empty={<Empty drawing="money" text={own.none} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={own.new} close={close}>
          <NewPrice me={me} close={close} onDone={() => done(words.form.saved)} />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.student.full_name} close={close}>
          <p class="sum number">{formatMoney(opened.amount, words)}</p>
          <p>
            {[opened.group.name, formatDays(opened, me, words), opened.reason, opened.by?.full_name]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {opened.ends_on && opened.ends_on < today ? null : (
            <ActButton
              word={texts.billing.end}
              question={<p>{own.endSure(opened.student.full_name)}</p>}
              act={() => talim.api.delete("/payments/overrides/{id}/", { path: { id: opened.id } })}
              onDone={() => done(texts.billing.ended)}
            />
          )}
        </Drawer>
      ) : null}
    </>
  );
}
