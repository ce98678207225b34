/** English: what every list of the office says. */

import { plural } from "../../../words/plural.ts";

const formatCount = plural("en");

export const list = {
  rows: (n: number, shown: string) => formatCount(n, { one: `${shown} row`, other: `${shown} rows` }),
  printed: (shown: string, all: string) =>
    `${shown} of ${all} rows are printed. Press Ctrl-P on the list to print all.`,
  columns: "Columns",
  allColumns: "Columns as at first",
  order: "Order",
  file: "Excel file",
  inBackground: "In the background",
  asked: "The file is being made: see “Reports”.",
  views: "Views",
  all: "All",
  keepView: "Keep this view",
  viewName: "Name of the view",
  viewHelp: "The filters, the order and the columns that you see now are kept on this device.",
  removeView: (name: string) => `Remove “${name}”`,
  viewRemoved: (name: string) => `“${name}” is removed.`,
  choosePage: "Choose all rows loaded so far",
  chosen: (n: number) => formatCount(n, { one: `${n} chosen`, other: `${n} chosen` }),
  chooseAll: (n: number) => `Choose all ${n}`,
  chooseNone: "Choose none",
  acts: "What to do with the chosen rows",
};

export type ListWords = typeof list;
