/** A category of a gradebook in the form. */

import { Grip } from "../../learning/editor/grip.tsx";
import { CheckField } from "../../ui/form/choice-fields.tsx";
import { FieldRow } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import type { FormState, Values } from "../../ui/form/use-form.ts";
import { gradebookWords } from "./words/index.ts";
import { formatPoints } from "../points.ts";
import { RemoveRow } from "./remove-row.tsx";
import type { CategoryRow } from "./setup-data.ts";
import { getCategoryShare } from "./shares.ts";

interface RowFieldsProps<R> {
  of: FormState<Values>;
  row: R;
  all: R[];
  at: number;
  move: (step: -1 | 1) => void;
  /** Undefined for a row that has to stay. */
  remove: (() => void) | undefined;
}

export type { RowFieldsProps };

export function CategoryFields({ of: form, row, all, at, move, remove }: RowFieldsProps<CategoryRow>) {
  const texts = gradebookWords.use();
  const share = getCategoryShare(row, all);
  const name = row.name || texts.unnamed;
  return (
    <li class="setup-row">
      <div role="group" aria-label={`${texts.category}: ${name}`}>
        <FieldRow>
          <TextField of={form} name="name" label={texts.name} maxLength={120} required />
          <TextField of={form} name="weight" label={texts.weight} inputMode="decimal" maxLength={12} required />
        </FieldRow>
        {share === undefined ? null : (
          <p class="quiet">
            {row.is_extra_credit ? texts.extraShare(formatPoints(share)) : texts.share(formatPoints(share))}
          </p>
        )}
        <FieldRow>
          {row.keep_highest === null ? (
            <NumberField of={form} name="drop_lowest" label={texts.dropLowest} min={0} max={100} />
          ) : null}
          {row.drop_lowest ? null : (
            <NumberField of={form} name="keep_highest" label={texts.keepHighest} min={1} max={100} />
          )}
        </FieldRow>
        <CheckField of={form} name="is_extra_credit" label={texts.extraCredit} />
        {form.errors["items"] ? <p class="wrong">{form.errors["items"]}</p> : null}
        <p class="setup-acts">
          <Grip name={name} isFirst={at === 0} isLast={at === all.length - 1} move={move} />
          {remove ? <RemoveRow name={name} remove={remove} /> : null}
        </p>
      </div>
    </li>
  );
}
