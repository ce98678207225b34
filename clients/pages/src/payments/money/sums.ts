/** Sums in the cells of a report: where all are of one currency, the heads name it and the cells need less room. */

import { formatMoney, writeMoney } from "../../format.ts";
import type { Words } from "../../words/index.ts";

interface Sum {
  amount: number;
  currency: string;
}

interface SumWriter {
  /** A cell; a dash for nothing. */
  write: (sum: Sum) => string;
  /** The head of a column of sums. */
  head: (word: string) => { word: string; number: true };
}

export function describeSums(currencies: string[], words: Words): SumWriter {
  const [only, ...others] = new Set(currencies);
  const single = only !== undefined && !others.length;
  return {
    write: (sum) => (!sum.amount ? "–" : single ? writeMoney(sum.amount, words) : formatMoney(sum, words)),
    head: (word) => ({ word: single ? `${word}, ${words.currency[only] ?? only}` : word, number: true }),
  };
}
