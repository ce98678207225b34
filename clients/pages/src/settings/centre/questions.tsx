/** The questions for new people: their order, words and answers to choose from. */

import { useState } from "preact/hooks";
import { newId, type Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { CheckField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup, Form } from "../../ui/form/form.tsx";
import { EMPTY_TRANSLATED, TranslatedField, type Translated } from "../../ui/form/translated-field.tsx";
import { useForm, type FormState, type Values } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { centreWords } from "./words/index.ts";

type Question = Answer<"/auth/onboarding/questions/", "get">["questions"][number];

interface Choice extends Values {
  value: string;
  text: Translated;
}

interface Row extends Values {
  /** Tells rows apart on the page, new ones too. */
  key: string;
  id: string | null;
  text: Translated;
  choices: Choice[];
  required: boolean;
}

export function Questions() {
  const words = useWords();
  const texts = centreWords.use();
  const [version, setVersion] = useState(0);
  const questions = useLoad(() => talim.api.get("/auth/onboarding/questions/"), []);
  return (
    <>
      <h1>{words.office.nav.pages.questions}</h1>
      <p class="quiet">{texts.questionsHelp}</p>
      <Loading of={questions}>
        {(saved) => (
          <Editor
            key={version}
            questions={saved.questions}
            onSaved={(changed) => {
              questions.replace(changed);
              setVersion((n) => n + 1);
              showNotice(words.form.saved);
            }}
          />
        )}
      </Loading>
    </>
  );
}

interface EditorProps {
  questions: Question[];
  onSaved: (saved: { questions: Question[] }) => void;
}

function Editor({ questions, onSaved }: EditorProps) {
  const words = useWords();
  const texts = centreWords.use();
  const form = useForm({
    initial: { questions: questions.map(toRow) },
    check: ({ questions: rows }) => checkRows(rows, words.form.required, texts.twoChoices),
    send: ({ questions: rows }) =>
      talim.api.put("/auth/onboarding/questions/", {
        body: { questions: rows.map(({ id, text, choices, required }) => ({ id, text, choices, required })) },
      }),
    onDone: onSaved,
  });
  const rows = form.values.questions;
  const put = (next: Row[]) => form.set("questions", next);
  const move = (place: number, by: number) => {
    const next = [...rows];
    next.splice(place + by, 0, ...next.splice(place, 1));
    put(next);
  };
  const add = () => put([...rows, { key: newId(), id: null, text: EMPTY_TRANSLATED, choices: [], required: false }]);
  return (
    <Form of={form} word={words.form.save} label={words.office.nav.pages.questions}>
      {rows.length ? null : <Empty drawing="messages" text={texts.noQuestions} />}
      {rows.map((row, place) => (
        <QuestionGroup
          key={row.key}
          of={getPart(form as unknown as FormState<Values>, `questions.${place}`, row, (changed) =>
            put(replaceAt(rows, place, changed as Row)),
          )}
          title={texts.question(place + 1)}
          up={place ? () => move(place, -1) : undefined}
          down={place < rows.length - 1 ? () => move(place, 1) : undefined}
          remove={() => put(rows.filter((other) => other !== row))}
        />
      ))}
      <p>
        <button type="button" onClick={add}>
          <Icon name="plus" /> {texts.addQuestion}
        </button>
      </p>
    </Form>
  );
}

interface GroupProps {
  of: FormState<Values>;
  title: string;
  up: (() => void) | undefined;
  down: (() => void) | undefined;
  remove: () => void;
}

function QuestionGroup({ of: form, title, up, down, remove }: GroupProps) {
  const texts = centreWords.use();
  const choices = form.values["choices"] as Choice[];
  const put = (next: Choice[]) => form.set("choices", next);
  return (
    <FieldGroup title={title}>
      <TranslatedField of={form} name="text" label={texts.questionText} />
      {choices.map((choice, place) => (
        <div key={choice.value}>
          <TranslatedField
            of={getPart(form, `choices.${place}`, choice, (changed) =>
              put(replaceAt(choices, place, changed as Choice)),
            )}
            name="text"
            label={texts.choice(place + 1)}
          />
          <button
            type="button"
            class="plain"
            aria-label={texts.removeChoice(place + 1)}
            onClick={() => put(choices.filter((other) => other !== choice))}
          >
            <Icon name="close" /> {texts.remove}
          </button>
        </div>
      ))}
      {form.errors["choices"] ? (
        <p class="wrong" role="alert">
          {form.errors["choices"]}
        </p>
      ) : null}
      <p class="quiet">{choices.length ? "" : texts.freeAnswer}</p>
      <button type="button" onClick={() => put([...choices, { value: newId(), text: EMPTY_TRANSLATED }])}>
        <Icon name="plus" /> {texts.addChoice}
      </button>
      <CheckField of={form} name="required" label={texts.mustAnswer} />
      <div class="buttons">
        <button type="button" disabled={!up} onClick={up}>
          <Icon name="up" /> {texts.earlier}
        </button>
        <button type="button" disabled={!down} onClick={down}>
          <Icon name="down" /> {texts.later}
        </button>
        <button type="button" class="plain" onClick={remove}>
          <Icon name="close" /> {texts.removeQuestion}
        </button>
      </div>
    </FieldGroup>
  );
}

/** A part of the form as a form of its own, with the errors that begin with its name. */
function getPart(
  form: FormState<Values>,
  at: string,
  values: Values,
  put: (values: Values) => void,
): FormState<Values> {
  const own = Object.entries(form.errors).filter(([name]) => name.startsWith(`${at}.`));
  return {
    ...form,
    values,
    errors: Object.fromEntries(own.map(([name, text]) => [name.slice(at.length + 1), text])),
    set: (name, value) => put({ ...values, [name]: value }),
    // The page checks the rows itself.
    require: (name) => form.require(`${at}.${name}`, false),
  };
}

function toRow({ id, text, choices, required }: Question): Row {
  const fill = (texts: Record<string, string>): Translated => ({ ...EMPTY_TRANSLATED, ...texts });
  return {
    key: id,
    id,
    text: fill(text),
    choices: choices.map((choice) => ({ value: choice.value, text: fill(choice.text) })),
    required,
  };
}

function checkRows(rows: Row[], required: string, twoChoices: string): Record<string, string> {
  const isEmpty = (text: Translated) => Object.values(text).every((words) => !words.trim());
  const errors: Record<string, string> = {};
  for (const [place, { text, choices }] of rows.entries()) {
    if (isEmpty(text)) errors[`questions.${place}.text`] = required;
    if (choices.length === 1) errors[`questions.${place}.choices`] = twoChoices;
    for (const [other, choice] of choices.entries()) {
      if (isEmpty(choice.text)) errors[`questions.${place}.choices.${other}.text`] = required;
    }
  }
  return errors;
}

function replaceAt<T>(all: T[], place: number, changed: T): T[] {
  return all.map((one, other) => (other === place ? changed : one));
}
