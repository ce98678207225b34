/** Which columns a person wants to see. The first one names the row and stays. */

import { useWords } from "../../words/index.ts";
import { Fold } from "../fold.tsx";
import type { Column } from "./types.ts";

interface ColumnChoiceProps<Row> {
  columns: Column<Row>[];
  shown: string[];
  /** undefined: as at first. */
  choose: (ids: string[] | undefined) => void;
}

export function ColumnChoice<Row>({ columns, shown, choose }: ColumnChoiceProps<Row>) {
  const texts = useWords().office.list;
  if (columns.length < 3) return null;
  const toggle = (id: string) =>
    choose(
      columns
        .map((column) => column.id)
        .filter((other) => (other === id ? !shown.includes(id) : shown.includes(other))),
    );
  return (
    <Fold label={texts.columns} icon="columns">
      {() => (
        <>
          {columns.slice(1).map(({ id, title }) => (
            <label key={id} class="check">
              <input type="checkbox" checked={shown.includes(id)} onChange={() => toggle(id)} />
              {title}
            </label>
          ))}
          <button type="button" class="plain" onClick={() => choose(undefined)}>
            {texts.allColumns}
          </button>
        </>
      )}
    </Fold>
  );
}
