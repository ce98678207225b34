/** Texts and numbers that are accepted. */

import type { ComponentChildren } from "preact";
import { asForm } from "../../learning/editor/block-form.ts";
import { CheckField, SelectField } from "../../ui/form/choice-fields.tsx";
import { Icon } from "../../ui/icon.tsx";
import { quizWriteWords } from "./words/index.ts";
import { Wrong } from "./field-errors.tsx";
import type { KindFieldsProps } from "./kind-fields-props.ts";
import { PercentInput } from "./number-input.tsx";
import type { NumberAnswer, NumberUnit, TextAnswer } from "./question-data.ts";

interface RowsProps<T> {
  label: string;
  rows: T[];
  change: (rows: T[]) => void;
  create: () => T;
  addWord: string;
  errors: Record<string, string>;
  /** The path of the list: "key.answers". */
  at: string;
  children: (row: T, put: (row: T) => void, name: string) => ComponentChildren;
}

/** Rows that are added and taken away; their order means nothing. */
function Rows<T>({ label, rows, change, create, addWord, errors, at, children }: RowsProps<T>) {
  const texts = quizWriteWords.use();
  return (
    <div role="group" aria-label={label}>
      <ul class="option-rows">
        {rows.map((row, place) => (
          <li key={place}>
            <div class="option-row">
              {children(
                row,
                (changed) => change(rows.map((one, at) => (at === place ? changed : one))),
                `${label} ${place + 1}`,
              )}
              <button
                type="button"
                class="plain"
                aria-label={texts.removeRow(`${label} ${place + 1}`)}
                onClick={() => change(rows.filter((_, at) => at !== place))}
              >
                <Icon name="close" />
              </button>
            </div>
            <Wrong errors={errors} at={`${at}.${place}`} within />
          </li>
        ))}
      </ul>
      <Wrong errors={errors} at={at} />
      <button type="button" onClick={() => change([...rows, create()])}>
        {addWord}
      </button>
    </div>
  );
}

interface TextAnswersProps {
  label: string;
  answers: TextAnswer[];
  change: (answers: TextAnswer[]) => void;
  errors: Record<string, string>;
  at: string;
}

/** Accepted texts, each with its part of the points. */
export function TextAnswers({ label, answers, change, errors, at }: TextAnswersProps) {
  const texts = quizWriteWords.use();
  return (
    <Rows
      label={label}
      rows={answers}
      change={change}
      create={(): TextAnswer => ({ text: "" })}
      addWord={texts.addAccepted}
      errors={errors}
      at={at}
    >
      {(answer, put, name) => (
        <>
          <input
            class="option-text"
            aria-label={name}
            maxLength={500}
            value={answer.text}
            onInput={(event) => put({ ...answer, text: event.currentTarget.value })}
          />
          <PercentInput
            label={texts.shareShort}
            share={answer.share ?? 1}
            onShare={(share) => put({ ...answer, share })}
          />
          <details class="option-more">
            <summary>{texts.moreAbout}</summary>
            <label class="check">
              <input
                type="checkbox"
                checked={answer.is_pattern ?? false}
                onChange={(event) => put({ ...answer, is_pattern: event.currentTarget.checked })}
              />
              {texts.isPattern}
            </label>
            <label>
              {texts.optionFeedback}
              <textarea
                rows={2}
                maxLength={5000}
                value={answer.feedback ?? ""}
                onInput={(event) => put({ ...answer, feedback: event.currentTarget.value })}
              />
            </label>
          </details>
        </>
      )}
    </Rows>
  );
}

export function ShortFields({ value: key, change, errors }: KindFieldsProps<"short">) {
  const texts = quizWriteWords.use();
  return (
    <>
      <p class="hint quiet">{texts.foldedHelp}</p>
      <TextAnswers
        label={texts.accepted}
        answers={key.answers}
        change={(answers) => change({ key: { ...key, answers } })}
        errors={errors}
        at="key.answers"
      />
      <MatchCase on={key.match_case ?? false} turn={(match_case) => change({ key: { ...key, match_case } })} />
    </>
  );
}

export function MatchCase({ on, turn }: { on: boolean; turn: (on: boolean) => void }) {
  const texts = quizWriteWords.use();
  return (
    <CheckField
      of={asForm({ match_case: on }, ({ match_case }) => turn(match_case))}
      name="match_case"
      label={texts.matchCase}
    />
  );
}

export function NumberFields({ value: key, change, errors }: KindFieldsProps<"number">) {
  const texts = quizWriteWords.use();
  const rule = key.unit_rule ?? "none";
  return (
    <>
      <Rows
        label={texts.acceptedNumbers}
        rows={key.answers}
        change={(answers) => change({ key: { ...key, answers } })}
        create={(): NumberAnswer => ({ value: "" })}
        addWord={texts.addAccepted}
        errors={errors}
        at="key.answers"
      >
        {(answer, put, name) => (
          <>
            <input
              class="option-text number"
              inputMode="decimal"
              aria-label={name}
              maxLength={46}
              value={answer.value}
              onInput={(event) => put({ ...answer, value: event.currentTarget.value })}
            />
            <label class="percent">
              <span>{texts.tolerance}</span>
              <input
                class="number"
                inputMode="decimal"
                maxLength={46}
                value={answer.tolerance ?? "0"}
                onInput={(event) => put({ ...answer, tolerance: event.currentTarget.value })}
              />
            </label>
            <PercentInput
              label={texts.shareShort}
              share={answer.share ?? 1}
              onShare={(share) => put({ ...answer, share })}
            />
          </>
        )}
      </Rows>
      <SelectField
        of={asForm({ rule: rule as string }, (changed) =>
          change({ key: { ...key, unit_rule: changed.rule as typeof rule } }),
        )}
        name="rule"
        label={texts.units}
        options={Object.entries(texts.unitRules).map(([value, label]) => ({ value, label }))}
        required
      />
      {rule === "none" ? null : (
        <>
          <Rows
            label={texts.unit}
            rows={key.units ?? []}
            change={(units) => change({ key: { ...key, units } })}
            create={(): NumberUnit => ({ name: "" })}
            addWord={texts.addUnit}
            errors={errors}
            at="key.units"
          >
            {(unit, put, name) => (
              <>
                <input
                  class="option-text"
                  aria-label={name}
                  maxLength={40}
                  value={unit.name}
                  onInput={(event) => put({ ...unit, name: event.currentTarget.value })}
                />
                <label class="percent">
                  <span>{texts.factor}</span>
                  <input
                    class="number"
                    inputMode="decimal"
                    maxLength={46}
                    value={unit.factor ?? "1"}
                    onInput={(event) => put({ ...unit, factor: event.currentTarget.value })}
                  />
                </label>
              </>
            )}
          </Rows>
          <p class="hint quiet">{texts.factorHelp}</p>
          {rule === "required" ? (
            <PercentInput
              label={texts.unitPenalty}
              share={key.unit_penalty ?? 1}
              onShare={(unit_penalty) => change({ key: { ...key, unit_penalty } })}
            />
          ) : null}
        </>
      )}
      <Wrong errors={errors} at="key.units" />
    </>
  );
}
