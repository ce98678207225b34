/**
 * A list of the server as a table: searched, filtered, ordered, in views, with the columns that a person wants. Long lists
 * are loaded while one scrolls. What is looked at stands in the address.
 */

import { groupDigits } from "../../format.ts";
import { SearchField } from "../../office/search.tsx";
import { useWords } from "../../words/index.ts";
import { Empty } from "../empty.tsx";
import { Loading } from "../load.tsx";
import { useMedia } from "../media.ts";
import { Problem } from "../problem.tsx";
import { ColumnChoice } from "./column-choice.tsx";
import { FileButtons } from "./file-buttons.tsx";
import { useListState } from "./list-state.ts";
import { useRowPages } from "./row-pages.ts";
import { Rows } from "./rows.tsx";
import { useSaved } from "./saved.ts";
import { BulkBar, useSelection } from "./selection.tsx";
import type { DataTableProps } from "./types.ts";
import { Views } from "./views.tsx";
import { useWholeList } from "./whole-list.ts";

export type { Column, DataTableProps, TableFilter, TableQuery, TableView } from "./types.ts";

/** Where rows are no cards and a table has less than 900 px: on tablets, and beside the sidebar of small desks. */
const NARROW = "(min-width: 48rem) and (max-width: 74.99rem)";

const notLive = () => undefined;

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { name, label, columns, load, getKey, filters = [], views = [], search: searchLabel, on = [] } = props;
  const words = useWords();
  const texts = words.office.list;
  const first = props.ordering ?? "";
  const known = [
    ...new Set([...filters.map((filter) => filter.name), ...views.flatMap((view) => Object.keys(view.filters))]),
  ];
  const [state, change] = useListState(name, known, first);
  const [saved, save] = useSaved(name);
  const { search, ordering, filters: chosen } = state;
  const query = { ...(search ? { search } : {}), ...(ordering ? { ordering } : {}) };
  const fetchPage = (page: { page: number; page_size: number }) => load({ ...page, ...query }, chosen);
  const { pages, outdated, show, reload } = useRowPages(JSON.stringify(state), fetchPage, on);
  const whole = useWholeList(pages.value);
  const selection = useSelection(getKey);
  (props.live ?? notLive)(reload);
  const done = () => {
    selection.clear();
    reload();
  };
  const filter = (filterName: string, value: string) => {
    const { [filterName]: _, ...rest } = chosen;
    change({ filters: value ? { ...rest, [filterName]: value } : rest });
  };
  const orders = columns.filter((column) => column.order);
  const narrow = useMedia(NARROW);
  const shown =
    saved.columns ??
    columns.filter(({ optional }) => !optional || (optional === "narrow" && !narrow)).map(({ id }) => id);
  const { exportFile } = props;
  return (
    <section class="data-table" aria-label={label}>
      <Views
        state={state}
        change={change}
        ordering={first}
        views={views}
        saved={saved}
        save={save}
        keptFilters={props.keptFilters}
      />
      <div class="table-tools">
        {searchLabel ? (
          <SearchField label={searchLabel} value={search} onSearch={(text) => change({ search: text })} />
        ) : null}
        {filters.map((item) => (
          <select
            key={item.name}
            aria-label={item.label}
            onChange={(event) => filter(item.name, event.currentTarget.value)}
          >
            {item.options.map(([value, word]) => (
              <option key={value} value={value} selected={(chosen[item.name] ?? "") === value}>
                {value ? word : `${item.label}: ${word}`}
              </option>
            ))}
          </select>
        ))}
        {orders.length ? (
          <select
            class="order-choice"
            aria-label={texts.order}
            onChange={(event) => change({ ordering: event.currentTarget.value })}
          >
            {orders.some(({ order }) => order === ordering.replace("-", "")) ? null : (
              <option value={ordering}>{texts.order}</option>
            )}
            {orders.flatMap(({ title, order = "" }) =>
              [order, `-${order}`].map((value) => (
                <option key={value} value={value} selected={ordering === value}>
                  {title} {value === order ? "↑" : "↓"}
                </option>
              )),
            )}
          </select>
        ) : null}
        <ColumnChoice columns={columns} shown={shown} choose={(ids) => save({ ...saved, columns: ids })} />
        {exportFile ? <FileButtons getFile={() => exportFile(query, chosen)} /> : null}
        {props.acts}
      </div>
      {pages.value !== undefined && pages.error !== undefined ? (
        <Problem error={pages.error} again={pages.reload} />
      ) : null}
      <Loading of={{ ...pages, stale: outdated }}>
        {(rows) =>
          rows.count ? (
            <>
              <p class="quiet table-count" role="status">
                {texts.rows(rows.count, groupDigits(rows.count))}
              </p>
              {whole && rows.loaded.length < rows.count ? (
                <p>{texts.printed(groupDigits(rows.loaded.length), groupDigits(rows.count))}</p>
              ) : null}
              <Rows
                label={label}
                columns={columns}
                shown={shown}
                pages={rows}
                getKey={getKey}
                onOpen={props.onOpen}
                ordering={ordering}
                order={(to) => change({ ordering: to })}
                selection={props.bulk ? selection : undefined}
                show={show}
                whole={whole}
              />
              {props.bulk && selection.chosen.size ? (
                <BulkBar selection={selection} pages={rows}>
                  {props.bulk([...selection.chosen.values()], done)}
                </BulkBar>
              ) : null}
            </>
          ) : (
            <div class="empty">
              {search || Object.keys(chosen).length ? (
                <Empty drawing="search" text={words.form.nothingFound} />
              ) : (
                props.empty
              )}
            </div>
          )
        }
      </Loading>
    </section>
  );
}
