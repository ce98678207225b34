/** A list of the server as a table: searched, filtered, ordered, page by page. */

import { useState } from "preact/hooks";
import { useWords } from "../../words/index.ts";
import { getLastPage, Pager, useLastPage } from "../../office/pager.tsx";
import { SearchField } from "../../office/search.tsx";
import { Loading, useLoad } from "../load.tsx";
import { Icon } from "../icon.tsx";
import type { Column, DataTableProps } from "./types.ts";

export type { Column, DataTableProps, TableFilter, TableQuery, TableView } from "./types.ts";

const PAGE_SIZE = 50;

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, load, filters = [], search: searchLabel, acts, empty, on = [] } = props;
  const words = useWords();
  const [page, setPage] = useState(1);
  const [search, setSearch] = useState("");
  const [ordering, setOrdering] = useState(props.ordering ?? "");
  const [chosen, choose] = useState<Record<string, string>>({});
  const first = <T,>(set: (value: T) => void) => (value: T) => (setPage(1), set(value));
  const query = { page, page_size: PAGE_SIZE, ...(search ? { search } : {}), ...(ordering ? { ordering } : {}) };
  const rows = useLoad(() => load(query, chosen), [page, search, ordering, chosen, ...on]);
  useLastPage(rows, { page, size: PAGE_SIZE, turn: setPage });
  return (
    <section class="data-table" aria-label={label}>
      <div class="table-tools">
        {searchLabel ? <SearchField label={searchLabel} onSearch={first(setSearch)} /> : null}
        {filters.map((filter) => (
          <select
            key={filter.name}
            aria-label={filter.label}
            onChange={(event) => first(choose)({ ...chosen, [filter.name]: event.currentTarget.value })}
          >
            {filter.options.map(([value, word]) => (
              <option key={value} value={value} selected={(chosen[filter.name] ?? "") === value}>
                {value ? word : `${filter.label}: ${word}`}
              </option>
            ))}
          </select>
        ))}
        {acts}
      </div>
      <Loading of={rows}>
        {({ results, count }) =>
          results.length ? (
            <>
              <Rows {...props} rows={results} ordering={ordering} order={first(setOrdering)} />
              <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
            </>
          ) : (
            <div class="empty">{search || Object.values(chosen).some(Boolean) ? words.form.nothingFound : empty}</div>
          )
        }
      </Loading>
    </section>
  );
}

interface RowsProps<Row> extends DataTableProps<Row> {
  rows: Row[];
  ordering: string;
  order: (ordering: string) => void;
}

function Rows<Row>({ label, columns, rows, getKey, onOpen, ordering, order }: RowsProps<Row>) {
  const shown = columns.filter((column) => !column.optional);
  return (
    <div class="wide" role="region" aria-label={label} tabIndex={0}>
      <table class="figures">
        <thead>
          <tr>
            {shown.map((column) => (
              <Head key={column.id} column={column} ordering={ordering} order={order} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={getKey(row)}>
              {shown.map((column, place) =>
                place ? (
                  <td key={column.id} class={column.number ? "number" : undefined} data-title={column.title}>
                    {column.cell(row)}
                  </td>
                ) : (
                  <th key={column.id} scope="row">
                    {onOpen ? (
                      <button type="button" class="link" onClick={() => onOpen(row)}>
                        {column.cell(row)}
                      </button>
                    ) : (
                      column.cell(row)
                    )}
                  </th>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row>({ column, ordering, order }: { column: Column<Row>; ordering: string; order: (ordering: string) => void }) {
  const up = ordering === column.order;
  const down = ordering === `-${column.order}`;
  return (
    <th
      scope="col"
      class={column.number ? "number" : undefined}
      aria-sort={column.order ? (up ? "ascending" : down ? "descending" : "none") : undefined}
    >
      {column.order ? (
        <button type="button" class="link" onClick={() => order(up ? `-${column.order}` : (column.order ?? ""))}>
          {column.title}
          {up ? <Icon name="up" /> : down ? <Icon name="down" /> : null}
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}
