/** A rubric that is written: criteria, each with levels from which one is chosen. */

import { useRef, useState } from "preact/hooks";
import { stepItem } from "../../learning/editor/order.ts";
import { Grip } from "../../learning/editor/grip.tsx";
import { describeError } from "../../errors.ts";
import { talim } from "../../talim.ts";
import { CheckField, SelectField, type Option } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm, type FormState, type Values } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { rubricWritingWords } from "../rubric-writing/words/index.ts";
import { getRowView } from "../write/row-view.ts";
import {
  buildCriteria,
  checkRubric,
  createCriterion,
  createLevel,
  FEWEST_LEVELS,
  MOST_CRITERIA,
  MOST_LEVELS,
  readRubric,
  type CriterionRow,
  type LevelRow,
  type Rubric,
  type RubricFields,
} from "./rubric-data.ts";

interface RubricFormProps {
  /** Undefined for a new one. */
  rubric: Rubric | undefined;
  places: Option[];
  close: () => void;
  done: (notice: string) => void;
}

/** Whoever loads what another person wrote begins anew with that. */
export function RubricForm({ rubric, ...rest }: RubricFormProps) {
  const words = useWords();
  const [begun, setBegun] = useState({ rubric, count: 0 });
  const loadAgain = async () => {
    if (!rubric) return;
    try {
      const now = await talim.api.get("/grading/rubrics/{id}/", { path: { id: rubric.id } });
      setBegun(({ count }) => ({ rubric: now, count: count + 1 }));
    } catch (reason) {
      showNotice(describeError(reason, words).text);
    }
  };
  return <Fields key={begun.count} rubric={begun.rubric} loadAgain={() => void loadAgain()} {...rest} />;
}

function Fields({ rubric, places, loadAgain, close, done }: RubricFormProps & { loadAgain: () => void }) {
  const words = useWords();
  const texts = rubricWritingWords.use();
  const sent = useRef<CriterionRow[]>([]);
  const form = useForm<RubricFields, Rubric>({
    initial: readRubric(rubric, places[0]?.value ?? "centre"),
    check: (values) => {
      sent.current = values.criteria;
      return checkRubric(values, { required: words.form.required, number: texts.number });
    },
    send: (values, idempotencyKey) => {
      const body = { name: values.name.trim(), criteria: buildCriteria(values) };
      if (rubric)
        return talim.api.put("/grading/rubrics/{id}/", {
          path: { id: rubric.id },
          body: { ...body, version: rubric.version },
        });
      const [kind, id] = values.place.split(":");
      return talim.api.post("/grading/rubrics/", {
        body: { ...body, ...(kind === "group" ? { group: id } : kind === "course" ? { course: id } : {}) },
        idempotencyKey,
      });
    },
    onDone: (saved) => done(rubric && saved.version > rubric.version ? texts.savedVersion(saved.version) : texts.saved),
  });
  const { criteria } = form.values;
  const put = (rows: CriterionRow[]) => form.set("criteria", rows);
  const isUsed = rubric && (rubric.assignment_count > 0 || rubric.judged_count > 0);
  return (
    <Form
      of={form}
      word={words.form.save}
      label={texts.rubric}
      close={close}
      here={{ draft_changed: texts.changed }}
      loadAgain={{ word: texts.loadAgain, run: loadAgain }}
    >
      {isUsed ? (
        <div class="notice" role="note">
          <Icon name="warning" />
          <p>
            {texts.isUsed(rubric.assignment_count, rubric.judged_count)} {texts.newVersion}
          </p>
        </div>
      ) : null}
      <TextField of={form} name="name" label={texts.name} maxLength={120} required />
      {rubric || places.length < 2 ? null : (
        <SelectField of={form} name="place" label={texts.place} options={places} required />
      )}
      <CheckField of={form} name="has_points" label={texts.hasPoints} />
      <ol class="setup-rows">
        {criteria.map((row, at) => (
          <CriterionFields
            key={row.id}
            form={form as unknown as FormState<Values>}
            row={row}
            at={at}
            all={criteria}
            sent={sent.current}
            put={put}
          />
        ))}
      </ol>
      {form.errors["criteria"] ? <p class="wrong">{form.errors["criteria"]}</p> : null}
      {criteria.length < MOST_CRITERIA ? (
        <p>
          <button type="button" onClick={() => put([...criteria, createCriterion(criteria.at(-1))])}>
            <Icon name="plus" /> {texts.addCriterion}
          </button>
        </p>
      ) : null}
    </Form>
  );
}

interface CriterionFieldsProps {
  form: FormState<Values>;
  row: CriterionRow;
  at: number;
  all: CriterionRow[];
  /** As they were checked or sent: errors count places there. */
  sent: CriterionRow[];
  put: (rows: CriterionRow[]) => void;
}

function CriterionFields({ form, row, at, all, sent, put }: CriterionFieldsProps) {
  const texts = rubricWritingWords.use();
  const change = (changed: CriterionRow) => put(all.map((one) => (one.id === row.id ? changed : one)));
  const view = getRowView({ form, list: "criteria", row, sent, change });
  const title = texts.criterion(at + 1);
  const place = sent.findIndex(({ id }) => id === row.id);
  const putLevels = (levels: LevelRow[]) => change({ ...row, levels });
  return (
    <li class="setup-row">
      <div role="group" aria-label={title}>
        <TextField of={view} name="name" label={texts.criterionName} maxLength={300} required />
        {row.levels.map((level, number) => {
          const levelView = getRowView({
            form,
            list: `criteria.${place}.levels`,
            row: level,
            sent: sent[place]?.levels ?? [],
            change: (changed) => putLevels(row.levels.map((one) => (one.id === level.id ? changed : one))),
          });
          return (
            <div key={level.id} class="rubric-level" role="group" aria-label={`${title}, ${texts.level(number + 1)}`}>
              <FieldRow>
                <TextField of={levelView} name="name" label={texts.levelName} maxLength={300} required />
                {form.values["has_points"] ? (
                  <TextField
                    of={levelView}
                    name="points"
                    label={texts.points}
                    inputMode="decimal"
                    maxLength={12}
                    required
                  />
                ) : null}
              </FieldRow>
              {row.levels.length > FEWEST_LEVELS ? (
                <RemoveButton
                  name={`${title}, ${texts.level(number + 1)}`}
                  remove={() => putLevels(row.levels.filter(({ id }) => id !== level.id))}
                />
              ) : null}
            </div>
          );
        })}
        {view.errors["levels"] ? <p class="wrong">{view.errors["levels"]}</p> : null}
        {row.levels.length < MOST_LEVELS ? (
          <p>
            <button
              type="button"
              class="plain"
              aria-label={`${texts.addLevel}: ${title}`}
              onClick={() => putLevels([...row.levels, createLevel()])}
            >
              <Icon name="plus" /> {texts.addLevel}
            </button>
          </p>
        ) : null}
        <p class="setup-acts">
          <Grip
            name={row.name || title}
            isFirst={at === 0}
            isLast={at === all.length - 1}
            move={(step) => put(stepItem(all, row.id, step))}
          />
          {all.length > 1 ? (
            <RemoveButton name={title} remove={() => put(all.filter(({ id }) => id !== row.id))} />
          ) : null}
        </p>
      </div>
    </li>
  );
}

function RemoveButton({ name, remove }: { name: string; remove: () => void }) {
  const texts = rubricWritingWords.use();
  return (
    <button type="button" class="plain" aria-label={`${texts.remove}: ${name}`} onClick={remove}>
      <Icon name="close" /> {texts.remove}
    </button>
  );
}
