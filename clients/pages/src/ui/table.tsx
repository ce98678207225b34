/** Rows and columns. On phones a table of some columns becomes cards; a wider one is moved sideways in a frame of its own. */

import type { ComponentChildren } from "preact";

export interface TableColumn {
  word: string;
  /** A column of numbers, which stand one below the other. */
  number?: boolean;
}

export interface TableRow {
  key: string;
  /** The first one names the row. */
  cells: ComponentChildren[];
}

/** So many columns fit a phone side by side, and so many one below the other. */
const [MOST_BESIDE, MOST_BELOW] = [2, 12];
/** Texts up to this length stay on one line. */
const SHORT = 16;

/** The class of a cell: numbers stand one below the other, a short text is not broken. */
export function getCellClass(number: boolean | undefined, content: ComponentChildren): string | undefined {
  return number ? "number" : typeof content === "string" && content.length <= SHORT ? "short" : undefined;
}

export function Table({
  label,
  heads,
  rows,
  foot = [],
}: {
  label: string;
  heads: TableColumn[];
  rows: TableRow[];
  foot?: TableRow[];
}) {
  const line = ({ key, cells }: TableRow) => (
    <tr key={key}>
      {cells.map((cell, place) =>
        place ? (
          <td key={place} class={getCellClass(heads[place]?.number, cell)} data-title={heads[place]?.word || undefined}>
            {cell}
          </td>
        ) : (
          <th key={place} scope="row">
            {cell}
          </th>
        ),
      )}
    </tr>
  );
  return (
    <div class="wide" role="region" aria-label={label} tabIndex={0}>
      <table class={heads.length > MOST_BESIDE && heads.length <= MOST_BELOW ? "figures stacks" : "figures"}>
        <thead>
          <tr>
            {heads.map(({ word, number }) => (
              <th key={word} scope="col" class={number ? "number" : undefined}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map(line)}</tbody>
        {foot.length ? <tfoot>{foot.map(line)}</tfoot> : null}
      </table>
    </div>
  );
}
