/** A text with gaps: the text with its marks, and what is right in each gap. */

import { useId, useRef } from "preact/hooks";
import { asForm } from "../../learning/editor/block-form.ts";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup } from "../../ui/form/form.tsx";
import { quizWriteWords } from "./words/index.ts";
import { Wrong } from "./field-errors.tsx";
import { sortGaps } from "./gap-order.ts";
import type { KindFieldsProps } from "./kind-fields-props.ts";
import { OptionRows } from "./option-rows.tsx";
import { newOption, newPartId, type BodyOf, type TextAnswer } from "./question-data.ts";
import { MatchCase, TextAnswers } from "./text-answers.tsx";

type Gap = BodyOf<"gap">["gaps"][number];
interface GapAnswer {
  answers?: TextAnswer[];
  option?: string | null;
}

const GAP_ID_LENGTH = 3;

export function GapFields(props: KindFieldsProps<"gap">) {
  const { body, value: key, change, errors } = props;
  const texts = quizWriteWords.use();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const answers = key.gaps as Record<string, GapAnswer>;
  const insert = () => {
    const gap: Gap = { id: newPartId(GAP_ID_LENGTH), kind: "typed" };
    const { selectionStart: from = body.text.length, selectionEnd: to = from } = field.current ?? {};
    const selected = body.text.slice(from, to);
    const text = `${body.text.slice(0, from)}[[${gap.id}]]${body.text.slice(to)}`;
    change({
      body: { ...body, text, gaps: sortGaps(text, [...body.gaps, gap]) },
      key: { ...key, gaps: { ...answers, [gap.id]: { answers: [{ text: selected }] } } },
    });
    field.current?.focus();
  };
  const remove = (gap: Gap) => {
    const { [gap.id]: gone, ...others } = answers;
    const word = gone?.answers?.[0]?.text ?? "";
    change({
      body: {
        ...body,
        text: body.text.replace(`[[${gap.id}]]`, word),
        gaps: body.gaps.filter((one) => one.id !== gap.id),
      },
      key: { ...key, gaps: others },
    });
  };
  return (
    <>
      <div class="field">
        <label for={id}>{texts.gapText}</label>
        <p class="hint quiet">{texts.gapHelp}</p>
        <textarea
          ref={field}
          id={id}
          rows={6}
          maxLength={20_000}
          value={body.text}
          onInput={({ currentTarget: { value } }) =>
            change({ body: { ...body, text: value, gaps: sortGaps(value, body.gaps) } })
          }
        />
        <Wrong errors={errors} at="body.text" />
        <Wrong errors={errors} at="body.gaps" />
        <button type="button" onClick={insert}>
          {texts.insertGap}
        </button>
      </div>
      {body.gaps.map((gap, place) => (
        <OneGap
          key={gap.id}
          {...props}
          gap={gap}
          place={place}
          answer={answers[gap.id] ?? {}}
          put={(changed, answer) =>
            change({
              body: { ...body, gaps: body.gaps.map((one) => (one.id === gap.id ? changed : one)) },
              key: { ...key, gaps: { ...answers, [gap.id]: answer } },
            })
          }
          remove={() => remove(gap)}
        />
      ))}
      <MatchCase on={key.match_case ?? false} turn={(match_case) => change({ key: { ...key, match_case } })} />
      <SelectField
        of={asForm({ rule: (key.rule ?? "each") as string }, ({ rule }) =>
          change({ key: { ...key, rule: rule as "all" | "each" } }),
        )}
        name="rule"
        label={texts.scoring}
        options={Object.entries(texts.partRules).map(([value, label]) => ({ value, label }))}
        required
      />
    </>
  );
}

interface OneGapProps extends KindFieldsProps<"gap"> {
  gap: Gap;
  place: number;
  answer: GapAnswer;
  put: (gap: Gap, answer: GapAnswer) => void;
  remove: () => void;
}

function OneGap({ gap, place, answer, put, remove, errors, bank, files }: OneGapProps) {
  const texts = quizWriteWords.use();
  const title = texts.gapName(place + 1, `[[${gap.id}]]`);
  const turn = (kind: Gap["kind"]) =>
    kind === "typed"
      ? put({ id: gap.id, kind }, { answers: answer.answers?.length ? answer.answers : [{ text: "" }] })
      : put(
          { ...gap, kind, options: gap.options?.length ? gap.options : [newOption(), newOption()] },
          { option: null },
        );
  const options = gap.options ?? [];
  return (
    <FieldGroup title={title}>
      <SelectField
        of={asForm({ kind: gap.kind as string }, ({ kind }) => turn(kind as Gap["kind"]))}
        name="kind"
        label={texts.gapKind}
        options={Object.entries(texts.gapKinds).map(([value, label]) => ({ value, label }))}
        required
      />
      {gap.kind === "typed" ? (
        <TextAnswers
          label={texts.accepted}
          answers={answer.answers ?? []}
          change={(answers) => put(gap, { answers })}
          errors={errors}
          at={`key.gaps.${gap.id}.answers`}
        />
      ) : (
        <OptionRows
          label={texts.answers}
          options={options}
          change={(changed) =>
            put(
              { ...gap, options: changed },
              { option: changed.some(({ id }) => id === answer.option) ? (answer.option ?? null) : null },
            )
          }
          errors={errors}
          at={`body.gaps.${place}.options`}
          bank={bank}
          files={files}
          addWord={texts.addOption}
          mark={(option, name) => (
            <input
              class="right-mark"
              type="radio"
              name={`right-${gap.id}`}
              aria-label={texts.isRight(name)}
              checked={answer.option === option.id}
              onChange={() => put(gap, { option: option.id })}
            />
          )}
        />
      )}
      <Wrong errors={errors} at={`body.gaps.${place}`} />
      <Wrong errors={errors} at={`key.gaps.${gap.id}.option`} />
      <button type="button" class="plain" onClick={remove}>
        {texts.removeGap}
      </button>
    </FieldGroup>
  );
}
