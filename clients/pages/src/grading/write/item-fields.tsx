/** An item of a gradebook in the form. */

import { Grip } from "../../learning/editor/grip.tsx";
import { Link } from "../../router.tsx";
import { MomentField } from "../../ui/moment-field.tsx";
import { CheckField, SelectField, type Option } from "../../ui/form/choice-fields.tsx";
import { FieldRow } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import type { FormState, Values } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { gradebookWords } from "./words/index.ts";
import { formatPoints } from "../points.ts";
import type { RowFieldsProps } from "./category-fields.tsx";
import { RemoveRow } from "./remove-row.tsx";
import type { CategoryRow, ItemRow } from "./setup-data.ts";
import { getItemShare } from "./shares.ts";

/** Quizzes and homework of the group or course. */
export interface Work {
  quizzes: Option[];
  homework: Option[];
}

/** The most letters of a name. */
export const LONGEST_NAME = 120;
/** Fields that stand below "more". */
const MORE = ["weight", "due_at", "missing", "late_percent_per_day", "late_floor", "late_grace_minutes"];

interface ItemFieldsProps extends RowFieldsProps<ItemRow> {
  categories: CategoryRow[];
  work: Work;
  /** An online course has no register. */
  hasRegister: boolean;
}

const toOptions = (labels: Record<string, string>): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export function ItemFields({ of: form, row, all, at, move, remove, categories, work, hasRegister }: ItemFieldsProps) {
  const words = useWords();
  const texts = gradebookWords.use();
  const name = row.name || texts.unnamed;
  const share = getItemShare(row, all);
  const category = categories.find(({ id }) => id === row.category)?.name || texts.unnamed;
  const { attendance: register, ...others } = texts.sources;
  const hasWrong = MORE.some((field) => field in form.errors);
  return (
    <li class="setup-row">
      <div role="group" aria-label={`${texts.item}: ${name}`}>
        <FieldRow>
          <SelectField
            of={form}
            name="source"
            label={texts.source}
            options={toOptions(hasRegister ? { ...others, attendance: register } : others)}
            required
          />
          {row.source === "quiz" ? (
            <WorkField
              of={form}
              row={row}
              field="quiz"
              label={texts.quiz}
              options={work.quizzes}
              none={texts.noQuizzes}
            />
          ) : null}
          {row.source === "homework" ? (
            <WorkField
              of={form}
              row={row}
              field="assignment"
              label={texts.homework}
              options={work.homework}
              none={texts.noHomework}
            />
          ) : null}
        </FieldRow>
        <FieldRow>
          <TextField of={form} name="name" label={texts.name} maxLength={LONGEST_NAME} required />
          <TextField of={form} name="max_points" label={texts.mostPoints} inputMode="decimal" maxLength={12} required />
          {categories.length > 1 ? (
            <SelectField
              of={form}
              name="category"
              label={texts.category}
              options={categories.map(({ id, name: label }) => ({ value: id, label: label || texts.unnamed }))}
              required
            />
          ) : null}
        </FieldRow>
        {share === undefined ? null : (
          <p class="quiet">
            {row.is_extra_credit ? texts.extraCredit : texts.itemShare(formatPoints(share), category)}
          </p>
        )}
        <CheckField of={form} name="is_extra_credit" label={texts.extraCredit} />
        <CheckField of={form} name="is_excused" label={texts.excusedForAll} />
        <details open={hasWrong || undefined}>
          <summary>{texts.more}</summary>
          <FieldRow>
            <TextField
              of={form}
              name="weight"
              label={texts.itemWeight}
              hint={texts.itemWeightHelp}
              inputMode="decimal"
              maxLength={12}
            />
            <MomentField of={form} name="due_at" label={texts.dueAt} hint={texts.dueHelp} />
          </FieldRow>
          <SelectField
            of={form}
            name="missing"
            label={texts.missing}
            options={toOptions(texts.missingRules)}
            required
          />
          <FieldRow>
            <TextField
              of={form}
              name="late_percent_per_day"
              label={texts.latePercent}
              hint={texts.latePercentHelp}
              inputMode="decimal"
              maxLength={8}
            />
            {row.late_percent_per_day ? (
              <TextField of={form} name="late_floor" label={texts.lateFloor} inputMode="decimal" maxLength={8} />
            ) : null}
            {row.late_percent_per_day ? (
              <NumberField of={form} name="late_grace_minutes" label={texts.lateGrace} min={0} max={10080} />
            ) : null}
          </FieldRow>
        </details>
        {row.source === "hand" && !row.isNew ? (
          <p>
            <Link to={`grade-marking/${row.id}`}>
              {words.teacher.nav.secondMarking} <span class="unseen">{name}</span>
            </Link>
          </p>
        ) : null}
        <p class="setup-acts">
          <Grip name={name} isFirst={at === 0} isLast={at === all.length - 1} move={move} />
          {remove ? <RemoveRow name={name} remove={remove} /> : null}
        </p>
      </div>
    </li>
  );
}

interface WorkFieldProps {
  of: FormState<Values>;
  row: ItemRow;
  field: "quiz" | "assignment";
  label: string;
  options: Option[];
  none: string;
}

/** Which quiz or homework. An item without a name takes the name of its work. */
function WorkField({ of: form, row, field, label, options, none }: WorkFieldProps) {
  const named: FormState<Values> = {
    ...form,
    set: (name, value) => {
      const before = options.find((option) => option.value === row[field])?.label.slice(0, LONGEST_NAME);
      const found = options.find((option) => option.value === value)?.label ?? "";
      form.set(name, value);
      if (!row.name || row.name === before) form.set("name", found.slice(0, LONGEST_NAME));
    },
  };
  return options.length ? (
    <SelectField of={named} name={field} label={label} options={options} required />
  ) : (
    <p class="empty">{none}</p>
  );
}
