/** A row of a list in a form, as a form of its own, with the errors that the server has for it. */

import type { FormState, Values } from "../../ui/form/use-form.ts";

interface Row {
  id: string;
}

interface RowViewOptions<T extends Values, R extends Row> {
  form: FormState<T>;
  /** The name of the list, as in "items.2.name". */
  list: string;
  row: R;
  /** The rows as they were checked or sent: errors count places there. */
  sent: R[];
  change: (row: R) => void;
  /** Other names that the server has for fields. */
  aliases?: Record<string, string>;
}

export function getRowView<T extends Values, R extends Row>({
  form,
  list,
  row,
  sent,
  change,
  aliases = {},
}: RowViewOptions<T, R>): FormState<Values> {
  const place = sent.findIndex(({ id }) => id === row.id);
  const path = `${list}.${place}.`;
  const before = sent[place] as Values | undefined;
  const found = Object.entries(form.errors)
    .filter(([name]) => name.startsWith(path))
    .map(([name, text]): [string, string] => [aliases[name.slice(path.length)] ?? name.slice(path.length), text])
    // What was changed since is not wrong any more.
    .filter(([name]) => before?.[name] === (row as Values)[name]);
  return {
    ...form,
    values: { ...row } as Values,
    errors: Object.fromEntries(found),
    set: (name, value) => change({ ...row, [name]: value }),
    // What is missing is found by the form as a whole.
    require: (name) => form.require(path + name, false),
  };
}
