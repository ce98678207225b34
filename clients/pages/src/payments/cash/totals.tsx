/** Sums of the journal as a table: one row each, with a foot of all. */

import type { Answer } from "@talim/client";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { describeSums } from "../money/sums.ts";

export type Total = Answer<"/payments/journal/totals/", "get">["totals"][number];

const FIGURES = ["received", "paid_out", "moved_in", "moved_out", "counted", "change"] as const;

interface TotalsProps {
  of: Total[];
  label: string;
  /** What the rows are, where the label stands above the table already. */
  head?: string;
  foot?: Total[];
}

export function Totals({ of: rows, label, head = label, foot = [] }: TotalsProps) {
  const words = useWords();
  const texts = cashWords.use();
  if (!rows.length) return null;
  const used = FIGURES.filter((figure) => figure === "received" || rows.some((row) => row[figure].amount));
  /** What only came in is its own change. */
  const figures = used.length > 2 ? used : used.filter((figure) => figure !== "change");
  const sums = describeSums(
    [...rows, ...foot].map((row) => row.change.currency),
    words,
  );
  const line = (row: Total, name: string) => ({
    key: `${row.key}.${row.change.currency}`,
    cells: [name, ...figures.map((figure) => sums.write(row[figure]))],
  });
  return (
    <Table
      label={label}
      heads={[{ word: head }, ...figures.map((figure) => sums.head(texts.sums[figure]))]}
      rows={rows.map((row) => line(row, row.name || texts.ways[row.key ?? ""] || texts.noDesk))}
      foot={foot.map((row) =>
        line(row, foot.length > 1 ? `${texts.together}, ${row.change.currency}` : texts.together),
      )}
    />
  );
}
