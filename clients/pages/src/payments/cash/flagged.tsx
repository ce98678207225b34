/** Acts that somebody should look at: about money of the actor's own family, and approvals without a second person. */

import { formatDate, formatMoney } from "../../format.ts";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { DataTable, type Column } from "../../ui/data-table/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { readFilters, useDaysFilter } from "./table-parts.tsx";

type Flagged = Answer<"/payments/flagged-acts/", "get">["results"][number];

export function FlaggedActs({ me }: PageProps) {
  const words = useWords();
  const texts = cashWords.use();
  const columns: Column<Flagged>[] = [
    { id: "text", title: texts.act, cell: ({ text }) => text },
    { id: "on", title: texts.day, order: "on", cell: ({ on }) => formatDate(on, me.zone, words) },
    { id: "by", title: texts.who, order: "by", cell: ({ by }) => by.full_name },
    { id: "student", title: texts.pupil, cell: ({ student }) => student?.full_name },
    {
      id: "payment",
      title: texts.what,
      cell: ({ payment }) => payment && (payment.title || payment.reference),
      optional: "narrow",
    },
    {
      id: "amount",
      title: texts.amount,
      number: true,
      order: "amount",
      cell: ({ amount }) => formatMoney(amount, words),
    },
    { id: "flag", title: texts.whyHere, cell: ({ flag }) => texts.flags[flag] },
    { id: "reason", title: texts.why, cell: ({ reason }) => reason, optional: "narrow" },
  ];
  return (
    <>
      <h1>{words.office.nav.pages.flaggedActs}</h1>
      <p class="quiet">{texts.flaggedHelp}</p>
      <DataTable
        name="flagged-acts"
        label={words.office.nav.pages.flaggedActs}
        columns={columns}
        load={(query, filters) =>
          talim.api.get("/payments/flagged-acts/", { query: { ...query, ...readFilters(filters, me) } })
        }
        getKey={({ id }) => id}
        filters={[
          useDaysFilter(),
          { name: "flag", label: texts.whyHere, options: [["", words.form.all], ...Object.entries(texts.flags)] },
        ]}
        ordering="-on"
        empty={<Empty drawing="done" text={texts.noFlagged} />}
      />
    </>
  );
}
