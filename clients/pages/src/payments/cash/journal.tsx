/** The journal: every movement of money at desks, bank and providers, with totals over all of what is found. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatDayTime, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { fetchDesks } from "./desks.ts";
import { Totals, type Total } from "./totals.tsx";
import { Facts, readFilters, useDaysFilter, useMethodFilter } from "./table-parts.tsx";

type Row = Answer<"/payments/journal/", "get">["results"][number];

export function Journal({ me }: PageProps) {
  const words = useWords();
  const texts = cashWords.use();
  const desks = useLoad(() => fetchDesks(), []);
  const [card, setCard] = useState<Row>();
  const [totals, setTotals] = useState<Total[]>([]);
  const columns: Column<Row>[] = [
    { id: "text", title: texts.movement, cell: ({ text }) => text },
    { id: "on", title: texts.day, order: "on", cell: ({ on }) => formatDate(on, me.zone, words) },
    { id: "who", title: texts.pupil, cell: ({ student, teacher }) => (student ?? teacher)?.full_name },
    {
      id: "in",
      title: texts.received,
      number: true,
      cell: (row) => (row.direction === "in" ? formatMoney(row.amount, words) : null),
    },
    {
      id: "out",
      title: texts.paidOut,
      number: true,
      cell: (row) => (row.direction === "out" ? formatMoney(row.amount, words) : null),
    },
    {
      id: "method",
      title: texts.method,
      order: "method",
      cell: ({ method, desk }) => desk?.name ?? texts.ways[method] ?? method,
      optional: "narrow",
    },
    { id: "receipt", title: texts.receipt, cell: ({ receipt }) => receipt?.number, optional: "narrow" },
    { id: "cashier", title: texts.cashier, optional: true, cell: ({ cashier }) => cashier?.full_name },
  ];
  return (
    <>
      <h1>{words.office.nav.pages.journal}</h1>
      <Totals of={totals} label={texts.totals} />
      <DataTable
        name="journal"
        label={words.office.nav.pages.journal}
        columns={columns}
        load={async (query, filters) => {
          const page = await talim.api.get("/payments/journal/", { query: { ...query, ...readFilters(filters, me) } });
          setTotals(page.totals);
          return page;
        }}
        getKey={({ id }) => String(id)}
        onOpen={setCard}
        search={texts.findMovement}
        filters={[
          useDaysFilter(),
          useMethodFilter(),
          {
            name: "direction",
            label: texts.direction,
            options: [
              ["", words.form.all],
              ["in", texts.received],
              ["out", texts.paidOut],
            ],
          },
          {
            name: "desk",
            label: texts.desk,
            options: [["", words.form.all], ...(desks.value ?? []).map(({ id, name }): [string, string] => [id, name])],
          },
        ]}
        ordering="-on"
        empty={<Empty drawing="money" text={texts.noMoney} />}
      />
      {card ? (
        <Drawer title={card.text} close={() => setCard(undefined)}>
          <Facts
            of={[
              [
                card.direction === "in" ? texts.received : texts.paidOut,
                <strong key="sum">{formatMoney(card.amount, words)}</strong>,
              ],
              [texts.time, formatDayTime(card.created_at, me.zone, words)],
              [
                texts.pupil,
                card.student ? (
                  <Link key="pupil" to={`cash/${card.student.id}`}>
                    {card.student.full_name}
                  </Link>
                ) : (
                  ""
                ),
              ],
              [texts.teacher, card.teacher?.full_name],
              [texts.method, texts.ways[card.method] ?? card.method],
              [texts.desk, card.desk?.name],
              [texts.branch, card.branch.name],
              [texts.cashier, card.cashier?.full_name],
              [texts.receipt, card.receipt?.number],
              [texts.why, card.reason],
              [texts.correctsMonth, card.corrects_month],
              ...card.parts.map(({ payment, group, amount }): [string, string] => [
                payment.title || payment.reference,
                [formatMoney(amount, words), group?.name === payment.title ? undefined : group?.name]
                  .filter(Boolean)
                  .join(" · "),
              ]),
            ]}
          />
        </Drawer>
      ) : null}
    </>
  );
}
