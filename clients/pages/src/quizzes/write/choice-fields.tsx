/** What is written into questions that learners answer by choosing. */

import { asForm } from "../../learning/editor/block-form.ts";
import { ChoiceField, SelectField } from "../../ui/form/choice-fields.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { quizWriteWords } from "./words/index.ts";
import { Wrong } from "./field-errors.tsx";
import type { KindFieldsProps } from "./kind-fields-props.ts";
import { PercentInput } from "./number-input.tsx";
import { OptionRows } from "./option-rows.tsx";
import type { Option } from "./question-data.ts";

type Shares = Record<string, number>;
type Words = Record<string, string>;

/** Only what belongs to an option that is still there. */
function keepKnown<T>(values: Record<string, T>, options: Option[]): Record<string, T> {
  const known = new Set(options.map(({ id }) => id));
  return Object.fromEntries(Object.entries(values).filter(([id]) => known.has(id)));
}

export function ChoiceFields({
  body,
  value: key,
  change,
  errors,
  bank,
  files,
}: KindFieldsProps<"single" | "multiple">) {
  const texts = quizWriteWords.use();
  const shares = key.shares as Shares;
  const feedback = (key.feedback ?? {}) as Words;
  const several = key.kind === "multiple";
  const byWeight = key.kind === "multiple" && key.rule === "weights";
  const putShare = (id: string, share: number) => {
    // Of one answer to choose only one gives all the points by its mark; parts are given below a row.
    const others = several
      ? shares
      : Object.fromEntries(Object.entries(shares).filter(([other, given]) => other === id || share < 1 || given < 1));
    change({ key: { ...key, shares: keepKnown({ ...others, [id]: share }, body.options) } });
  };
  const changeOptions = (options: Option[]) =>
    change({
      body: { ...body, options },
      key: { ...key, shares: keepKnown(shares, options), feedback: keepKnown(feedback, options) },
    });
  return (
    <>
      {key.kind === "multiple" ? (
        <SelectField
          of={asForm({ rule: (key.rule ?? "each") as string }, ({ rule }) =>
            change({ key: { ...key, rule: rule as "all" | "each" | "weights" } }),
          )}
          name="rule"
          label={texts.scoring}
          options={Object.entries(texts.multipleRules).map(([value, label]) => ({ value, label }))}
          required
        />
      ) : null}
      <p class="hint quiet">{several ? texts.markAllRight : texts.markRight}</p>
      <OptionRows
        label={texts.answers}
        options={body.options}
        change={changeOptions}
        errors={errors}
        at="body.options"
        bank={bank}
        files={files}
        addWord={texts.addOption}
        mark={({ id }, name) => (
          <input
            class="right-mark"
            type={several ? "checkbox" : "radio"}
            name="right"
            aria-label={texts.isRight(name)}
            checked={several ? (shares[id] ?? 0) > 0 : shares[id] === 1}
            onChange={(event) => putShare(id, event.currentTarget.checked ? 1 : 0)}
          />
        )}
        more={({ id, text }) => (
          <details class="option-more">
            <summary>{texts.moreAbout}</summary>
            {several && !byWeight ? null : (
              <PercentInput
                label={texts.shareOf}
                share={shares[id] ?? 0}
                min={-100}
                onShare={(share) => putShare(id, share)}
              />
            )}
            <label>
              {texts.optionFeedback}
              <textarea
                rows={2}
                maxLength={5000}
                aria-label={texts.feedbackTo(text || texts.answer)}
                value={feedback[id] ?? ""}
                onInput={(event) =>
                  change({ key: { ...key, feedback: { ...feedback, [id]: event.currentTarget.value } } })
                }
              />
            </label>
          </details>
        )}
      />
      <Wrong errors={errors} at="key.shares" within />
    </>
  );
}

export function TrueFalseFields({ value: key, change, errors }: KindFieldsProps<"true_false">) {
  const texts = quizWriteWords.use();
  const { true_feedback = "", false_feedback = "" } = key;
  const words = asForm({ true_feedback, false_feedback }, (changed) => change({ key: { ...key, ...changed } }), errors);
  return (
    <>
      <ChoiceField
        of={asForm({ correct: String(key.correct) }, ({ correct }) =>
          change({ key: { ...key, correct: correct === "true" } }),
        )}
        name="correct"
        label={texts.statementIs}
        options={[
          { value: "true", label: texts.trueWord },
          { value: "false", label: texts.falseWord },
        ]}
        required
      />
      <details>
        <summary>{texts.moreAbout}</summary>
        <TextArea of={words} name="true_feedback" label={texts.feedbackTo(texts.trueWord)} maxLength={5000} />
        <TextArea of={words} name="false_feedback" label={texts.feedbackTo(texts.falseWord)} maxLength={5000} />
      </details>
    </>
  );
}
