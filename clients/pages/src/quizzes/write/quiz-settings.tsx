/** The settings of a quiz. */

import { parseFieldValue, toFieldValue } from "../../ui/datetime-field.ts";
import { MomentField } from "../../ui/moment-field.tsx";
import { talim, type Person } from "../../talim.ts";
import { CheckField, SelectField, type Option } from "../../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow, Form } from "../../ui/form/form.tsx";
import { NumberField, TextArea, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import type { Quiz } from "./quiz-data.ts";
import { SECONDS_IN_MINUTE } from "./quiz-summary.ts";

function toOptions(labels: Record<string, string>): Option[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** Fields of the form; an interface would have no index of its own. */
type Fields = {
  title: string;
  instructions: string;
  minutes: number | null;
  attempts_allowed: number | null;
  counting: Quiz["counting"];
  pass_percent: number | null;
  shuffle_questions: boolean;
  shuffle_options: boolean;
  one_by_one: boolean;
  show_score: Quiz["show_score"];
  show_answers: Quiz["show_answers"];
  show_explanations: Quiz["show_explanations"];
  opens_at: string;
  closes_at: string;
  with_password: boolean;
  password: string;
};

interface QuizSettingsProps {
  quiz: Quiz;
  me: Person;
  onDone: (quiz: Quiz) => void;
  /** Somebody else changed the quiz: begin anew with what they saved. */
  loadAgain: () => void;
}

export function QuizSettings({ quiz, me, onDone, loadAgain }: QuizSettingsProps) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const {
    title,
    instructions,
    counting,
    pass_percent,
    shuffle_questions,
    shuffle_options,
    one_by_one,
    show_score,
    show_answers,
    show_explanations,
  } = quiz;
  const form = useForm<Fields, Quiz>({
    initial: {
      title,
      instructions,
      minutes: quiz.time_limit === null ? null : quiz.time_limit / SECONDS_IN_MINUTE,
      attempts_allowed: quiz.attempts_allowed || null,
      counting,
      pass_percent,
      shuffle_questions,
      shuffle_options,
      one_by_one,
      show_score,
      show_answers,
      show_explanations,
      opens_at: toFieldValue(quiz.opens_at, me.zone),
      closes_at: toFieldValue(quiz.closes_at, me.zone),
      with_password: quiz.has_password,
      password: "",
    },
    send: ({ minutes, attempts_allowed, opens_at, closes_at, with_password, password, ...others }) => {
      const body = {
        ...others,
        revision: quiz.revision,
        time_limit: minutes === null ? null : Math.round(minutes * SECONDS_IN_MINUTE),
        attempts_allowed: attempts_allowed ?? 0,
        opens_at: parseFieldValue(opens_at, me.zone),
        closes_at: parseFieldValue(closes_at, me.zone),
        // What is not sent stays: a password is never read back.
        ...(with_password && !password ? {} : { password: with_password ? password : "" }),
      };
      return talim.api.patch("/quizzes/{id}/", { path: { id: quiz.id }, body });
    },
    onDone,
  });
  const shows = toOptions(texts.shows);
  return (
    <Form
      of={form}
      word={words.form.save}
      label={texts.settings}
      here={{ draft_changed: texts.quizChanged }}
      loadAgain={{ word: texts.loadAgain, run: loadAgain }}
    >
      <TextField of={form} name="title" label={texts.title} required />
      <TextArea
        of={form}
        name="instructions"
        label={texts.instructions}
        hint={texts.instructionsHelp}
        maxLength={5000}
      />
      <FieldRow>
        <NumberField of={form} name="minutes" label={texts.minutes} hint={texts.minutesHelp} min={1} max={1440} />
        <NumberField of={form} name="attempts_allowed" label={texts.tries} hint={texts.triesHelp} min={1} max={100} />
      </FieldRow>
      <FieldRow>
        {form.values.attempts_allowed === 1 ? null : (
          <SelectField of={form} name="counting" label={texts.counting} options={toOptions(texts.countings)} required />
        )}
        <NumberField
          of={form}
          name="pass_percent"
          label={texts.passPercent}
          hint={texts.passPercentHelp}
          min={1}
          max={100}
        />
      </FieldRow>
      <FieldGroup title={texts.when}>
        <FieldRow>
          <MomentField of={form} name="opens_at" label={texts.opensAt} />
          <MomentField of={form} name="closes_at" label={texts.closesAt} />
        </FieldRow>
      </FieldGroup>
      <FieldGroup title={texts.howAsked}>
        <CheckField of={form} name="one_by_one" label={texts.oneByOne} />
        <CheckField of={form} name="shuffle_questions" label={texts.shuffleQuestions} />
        <CheckField of={form} name="shuffle_options" label={texts.shuffleOptions} />
      </FieldGroup>
      <FieldGroup title={texts.whatIsShown}>
        <SelectField of={form} name="show_score" label={texts.showScore} options={shows} required />
        <SelectField of={form} name="show_answers" label={texts.showAnswers} options={shows} required />
        <SelectField of={form} name="show_explanations" label={texts.showExplanations} options={shows} required />
      </FieldGroup>
      <CheckField of={form} name="with_password" label={texts.withPassword} />
      {form.values.with_password ? (
        <TextField
          of={form}
          name="password"
          label={quiz.has_password ? texts.newPassword : texts.password}
          maxLength={100}
          autocomplete="off"
          {...(quiz.has_password ? {} : { required: true })}
        />
      ) : null}
    </Form>
  );
}
