/** Rows and columns; what is too wide for the screen is moved sideways in a frame of its own. */

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

export function Table({ label, heads, rows, foot = [] }: { label: string; heads: TableColumn[]; rows: TableRow[]; foot?: TableRow[] }) {
  const line = ({ key, cells }: TableRow) => (
    <tr key={key}>
      {cells.map((cell, place) =>
        place ? (
          <td key={place} class={heads[place]?.number ? "number" : undefined}>
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
      <table class="figures">
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
