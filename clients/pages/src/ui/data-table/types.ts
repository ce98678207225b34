/** What a data table is made of. */

import type { ComponentChildren } from "preact";
import type { TableFile } from "../download.ts";

export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ComponentChildren;
  /** A column of numbers, which stand one below the other. */
  number?: boolean;
  /** The name of the server's ordering by this column. */
  order?: string;
  /** Hidden until the user chooses it: always, or where a table has less than 900 px. Cards of phones show the narrow ones. */
  optional?: true | "narrow";
}

/** What the server is asked for: the parameters that its lists share. */
export interface TableQuery {
  page: number;
  page_size: number;
  search?: string;
  ordering?: string;
}

/** One filter above the table; `options` are value and word, "" stands for all. */
export interface TableFilter {
  name: string;
  label: string;
  options: [value: string, word: string][];
}

/** A view that the product brings; users save their own beside it. */
export interface TableView {
  id: string;
  title: string;
  filters: Record<string, string>;
  ordering?: string;
}

export interface DataTableProps<Row> {
  /** The name under which the device keeps columns and views, for example "pupils". */
  name: string;
  /** The accessible name. */
  label: string;
  columns: Column<Row>[];
  /** A page of rows for this query and these filters. */
  load: (query: TableQuery, filters: Record<string, string>) => Promise<{ results: Row[]; count: number }>;
  getKey: (row: Row) => string;
  /** Opens the row's card. The first column names the row and becomes the button. */
  onOpen?: (row: Row) => void;
  /** Placeholder and name of the search field; without it there is none. */
  search?: string;
  filters?: TableFilter[];
  views?: TableView[];
  ordering?: string;
  /**
   * Where "" of a filter does not stand for all: the values that a kept view names in its place, and those of a kept view
   * that does not name the filter.
   */
  keptFilters?: { unchosen: Record<string, string>; unnamed: Record<string, string> };
  /** Shown beside the search, for example the button that adds a row. */
  acts?: ComponentChildren;
  /** Acts on the selected rows; with it, rows can be selected. `done` ends the selection and loads anew. */
  bulk?: (selected: Row[], done: () => void) => ComponentChildren;
  /** The file of exactly what is seen. */
  exportFile?: (query: Omit<TableQuery, "page" | "page_size">, filters: Record<string, string>) => TableFile;
  /** What belongs here, while there is nothing. */
  empty: ComponentChildren;
  /** Load anew when one of these changes. */
  on?: readonly unknown[];
  /** A hook that calls `reload` when something changed elsewhere, for example `useOfficeUpdates`. The same one each time. */
  live?: (reload: () => void) => void;
}
