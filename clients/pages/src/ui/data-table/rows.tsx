/** The rows of a data table: all of a short list, of a long one those near the screen. On phones they are cards. */

import { useEffect, useId, useMemo, useRef } from "preact/hooks";
import {
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type Row as TableRow,
} from "@tanstack/preact-table";
import { throttleTrailing } from "../../throttle.ts";
import { useWords } from "../../words/index.ts";
import { Icon } from "../icon.tsx";
import { getCellClass } from "../table.tsx";
import { PAGE_SIZE, type RowPages } from "./row-pages.ts";
import type { Selection } from "./selection.tsx";
import type { Column } from "./types.ts";
import { useFittingTable } from "./fitting.ts";
import { useWindowRows } from "./window-rows.ts";

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature, rowSortingFeature });
/** So many rows (of those that are not on the screen yet) are loaded ahead. */
const AHEAD = 30;
/** The list follows a quick finger at this pace (ms): rows that only fly past are not asked for. */
const PACE_MS = 120;
/** What is pressed for itself, not for its row. */
const CONTROLS = "button, a, input, select, textarea, label, summary";

interface Line<Row> {
  value: Row;
}

interface RowsProps<Row> {
  label: string;
  columns: Column<Row>[];
  /** The ids of the columns that are shown. */
  shown: string[];
  pages: RowPages<Row>;
  getKey: (row: Row) => string;
  onOpen: ((row: Row) => void) | undefined;
  ordering: string;
  order: (ordering: string) => void;
  selection: Selection<Row> | undefined;
  show: (first: number, last: number) => void;
  /** All rows are drawn, for example to be printed. */
  whole: boolean;
}

export function Rows<Row>({
  label,
  columns,
  shown,
  pages,
  getKey,
  onOpen,
  ordering,
  order,
  selection,
  show,
  whole,
}: RowsProps<Row>) {
  const texts = useWords().office.list;
  const names = useId();
  const region = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const focused = useRef<number | undefined>(undefined);
  const { count } = pages;
  const long = count > PAGE_SIZE && !whole;
  const view = useWindowRows(long ? count : 0, body, focused);
  const indexes = long ? view.items.map(({ index }) => index) : Array.from({ length: count }, (_, index) => index);
  const [first, last] = [indexes[0] ?? 0, indexes.at(-1) ?? 0];
  useFittingTable(region, long, `${shown.join()} ${pages.question}`);
  const ask = useRef(() => {});
  ask.current = () => show(first - AHEAD, Math.min(last + AHEAD, count - 1));
  const pace = useMemo(() => throttleTrailing(() => ask.current(), PACE_MS), []);
  useEffect(() => pace.cancel, [pace]);
  useEffect(() => {
    if (long) pace.schedule();
  }, [pace, long, first, last]);

  const data = indexes.flatMap((index) => {
    const value = pages.at(index);
    return value === undefined ? [] : [{ value }];
  });
  const defined = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, Line<Row>> => ({
        id: column.id,
        header: column.title,
        cell: ({ row }) => column.cell(row.original.value),
        enableSorting: column.order !== undefined,
      })),
    [columns],
  );
  const ordered = columns.find((column) => column.order && column.order === ordering.replace("-", ""));
  const table = useTable({
    features,
    data,
    columns: defined,
    getRowId: ({ value }: Line<Row>) => getKey(value),
    manualSorting: true,
    state: {
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, shown.includes(id)])),
      rowSelection: Object.fromEntries([...(selection?.chosen.keys() ?? [])].map((key) => [key, true])),
      sorting: ordered ? [{ id: ordered.id, desc: ordering.startsWith("-") }] : [],
    },
  });
  const rows = new Map(table.getRowModel().rows.map((row) => [row.id, row]));
  const places = new Map(columns.map((column) => [column.id, column]));
  const wide = table.getVisibleLeafColumns().length + (selection ? 1 : 0);

  const keep = (event: FocusEvent) => {
    const row = (event.target as Element).closest<HTMLElement>("tr[data-index]");
    focused.current = row ? Number(row.dataset["index"]) : undefined;
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const from = focused.current;
    if (!step || from === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const to = from + step;
    if (to < 0 || to >= count) return;
    event.preventDefault();
    const box = (event.target as Element).matches("input");
    const goTo = () =>
      body.current?.querySelector<HTMLElement>(`tr[data-index="${to}"] ${box ? "input" : "th button, th a"}`)?.focus();
    if (indexes.includes(to)) return goTo();
    view.scrollTo(to);
    requestAnimationFrame(() => requestAnimationFrame(goTo));
  };

  const waits = (line: HTMLTableRowElement | null) => {
    if (line) line.style.height = `${view.estimate}px`;
    view.measure(line);
  };
  const line = (index: number) => {
    const value = pages.at(index);
    const row = value === undefined ? undefined : rows.get(getKey(value));
    const own = {
      key: !row ? `waits ${index}` : long ? index : row.id,
      "data-index": index,
      "aria-rowindex": long ? index + 2 : undefined,
      ref: long ? view.measure : undefined,
    };
    if (!row) {
      return (
        <tr {...own} class="row-waits" ref={waits}>
          <td colSpan={wide}>
            <span class="wait-line" />
          </td>
        </tr>
      );
    }
    return (
      <tr
        {...own}
        class={onOpen ? "opens" : undefined}
        aria-selected={selection ? row.getIsSelected() : undefined}
        onClick={opens(row)}
      >
        {selection ? (
          <td class="choose">
            <label class="choose-target">
              <input
                type="checkbox"
                aria-labelledby={`${names}-${index}`}
                checked={row.getIsSelected()}
                onChange={() => selection.toggle(row.id, row.original.value)}
              />
            </label>
          </td>
        ) : null}
        {row.getVisibleCells().map((cell, place) => {
          const column = places.get(cell.column.id);
          if (place) {
            const content = column?.cell(row.original.value);
            return (
              <td key={cell.id} class={getCellClass(column?.number, content)} data-title={column?.title || undefined}>
                {content}
              </td>
            );
          }
          return (
            <th key={cell.id} scope="row" id={`${names}-${index}`}>
              {onOpen ? (
                <button type="button" class="link" onClick={() => onOpen(row.original.value)}>
                  <table.FlexRender cell={cell} />
                </button>
              ) : (
                <table.FlexRender cell={cell} />
              )}
            </th>
          );
        })}
      </tr>
    );
  };
  const opens = (row: TableRow<typeof features, Line<Row>>) =>
    onOpen
      ? (event: MouseEvent) => {
          if (!(event.target as Element).closest(CONTROLS) && !getSelection()?.toString()) onOpen(row.original.value);
        }
      : undefined;

  return (
    <div class="wide" role="region" aria-label={label} tabIndex={0} ref={region}>
      <table class="figures stacks" aria-rowcount={long ? count + 1 : undefined}>
        <thead>
          <tr>
            {selection ? (
              <th class="choose" scope="col">
                <label class="choose-target">
                  <input
                    type="checkbox"
                    aria-label={texts.choosePage}
                    checked={selection.coversAll(pages.loaded)}
                    onChange={() => selection.toggleAll(pages.loaded)}
                  />
                  <span class="choose-word">{texts.choosePage}</span>
                </label>
              </th>
            ) : null}
            {table.getHeaderGroups().flatMap(({ headers }) =>
              headers.map((header) => {
                const column = places.get(header.column.id);
                const sorted = header.column.getIsSorted();
                const sort = sorted === "asc" ? "ascending" : sorted ? "descending" : "none";
                return (
                  <th
                    key={header.id}
                    scope="col"
                    class={column?.number ? "number" : undefined}
                    aria-sort={column?.order ? sort : undefined}
                  >
                    {column?.order ? (
                      <button
                        type="button"
                        class="link"
                        onClick={() => order(sorted === "asc" ? `-${column.order}` : (column.order ?? ""))}
                      >
                        <table.FlexRender header={header} />
                        {sorted ? <Icon name={sorted === "asc" ? "up" : "down"} /> : null}
                      </button>
                    ) : (
                      <table.FlexRender header={header} />
                    )}
                  </th>
                );
              }),
            )}
          </tr>
        </thead>
        <tbody ref={body} onFocusIn={keep} onFocusOut={() => (focused.current = undefined)} onKeyDown={press}>
          {indexes.flatMap((index, place) => [
            long ? gap(`before ${index}`, view.gapBefore(place), wide) : null,
            line(index),
          ])}
          {long ? gap("after", view.gapAfter, wide) : null}
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not drawn. */
function gap(key: string, height: number, wide: number) {
  if (height < 1) return null;
  const size = (cell: HTMLElement | null) => cell && (cell.style.height = `${height}px`);
  return (
    <tr key={key} class="row-gap" aria-hidden="true">
      <td colSpan={wide} ref={(cell) => void size(cell)} />
    </tr>
  );
}
