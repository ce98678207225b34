/** Sums of the journal as a table: one row each, with a foot of all. */

import type { Answer } from "@talim/client";
import { formatMoney } from "../../format.ts";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "../../words/office/cash/index.ts";

export type Total = Answer<"/payments/journal/totals/", "get">["totals"][number];

const FIGURES = ["received", "paid_out", "moved_in", "moved_out", "counted", "change"] as const;

export function Totals({ of: rows, label, foot = [] }: { of: Total[]; label: string; foot?: Total[] }) {
  const words = useWords();
  const texts = cashWords.use();
  if (!rows.length) return null;
  const line = (row: Total, name: string) => ({
    key: `${row.key}.${row.change.currency}`,
    cells: [name, ...FIGURES.map((figure) => (row[figure].amount ? formatMoney(row[figure], words) : "–"))],
  });
  return (
    <Table
      label={label}
      heads={[{ word: label }, ...FIGURES.map((figure) => ({ word: texts.sums[figure], number: true }))]}
      rows={rows.map((row) => line(row, row.name || texts.ways[row.key ?? ""] || row.change.currency))}
      foot={foot.map((row) => line(row, `${texts.together}, ${row.change.currency}`))}
    />
  );
}
