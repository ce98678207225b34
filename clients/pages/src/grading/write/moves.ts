/** Where the keys lead in the grid. Column 0 holds the names. */

export interface Place {
  row: number;
  column: number;
}

export interface Size {
  rows: number;
  columns: number;
}

/** So many rows further with Page up and Page down. */
const PAGE_ROWS = 10;

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));

/** Where this key leads from a cell that nobody writes in; undefined for a key that leads nowhere. */
export function moveByKey(
  { row, column }: Place,
  key: string,
  withControl: boolean,
  { rows, columns }: Size,
): Place | undefined {
  const [lastRow, lastColumn] = [rows - 1, columns - 1];
  const to = (toRow: number, toColumn: number): Place => ({
    row: clamp(toRow, lastRow),
    column: clamp(toColumn, lastColumn),
  });
  switch (key) {
    case "ArrowUp":
      return to(withControl ? 0 : row - 1, column);
    case "ArrowDown":
      return to(withControl ? lastRow : row + 1, column);
    case "ArrowLeft":
      return to(row, withControl ? 0 : column - 1);
    case "ArrowRight":
      return to(row, withControl ? lastColumn : column + 1);
    case "Home":
      return to(withControl ? 0 : row, 0);
    case "End":
      return to(withControl ? lastRow : row, lastColumn);
    case "PageUp":
      return to(row - PAGE_ROWS, column);
    case "PageDown":
      return to(row + PAGE_ROWS, column);
    default:
      return undefined;
  }
}

/** The cell to write in after Enter: the one below; the last one stays. */
export function moveDown({ row, column }: Place, { rows }: Size): Place {
  return { row: clamp(row + 1, rows - 1), column };
}

/** The cell to write in after Tab: to the right, then the first one of the next row; undefined beyond the last or first one. */
export function moveAlong({ row, column }: Place, step: 1 | -1, { rows, columns }: Size): Place | undefined {
  const written = columns - 1;
  const number = row * written + (column - 1) + step;
  if (number < 0 || number >= rows * written) return undefined;
  return { row: Math.floor(number / written), column: (number % written) + 1 };
}
