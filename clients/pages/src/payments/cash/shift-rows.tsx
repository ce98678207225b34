/** Every movement of a shift in its order; the last balance is what the drawer should hold. */

import { formatDayTime, formatMoney } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";

export function ShiftRows({ shift, me }: { shift: string; me: Person }) {
  const words = useWords();
  const texts = cashWords.use();
  const rows = useLoad(
    () =>
      fetchAllPages((page) =>
        talim.api.get("/payments/shifts/{id}/rows/", { path: { id: shift }, query: { page, page_size: 100 } }),
      ),
    [shift],
  );
  return (
    <Loading of={rows}>
      {(all) =>
        all.length ? (
          <Table
            label={texts.movements}
            heads={[
              { word: texts.time },
              { word: texts.movement },
              { word: texts.amount, number: true },
              { word: texts.inDrawer, number: true },
            ]}
            rows={all.map((row) => ({
              key: String(row.id),
              cells: [
                formatDayTime(row.created_at, me.zone, words),
                [row.text, row.student?.full_name, row.receipt?.number].filter(Boolean).join(" · "),
                `${row.direction === "out" ? "−" : ""}${formatMoney(row.amount, words)}`,
                formatMoney(row.balance, words),
              ],
            }))}
          />
        ) : (
          <p class="empty">{texts.noMovements}</p>
        )
      }
    </Loading>
  );
}
