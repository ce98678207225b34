/** The centre's questions for new people. They may be answered at any time, and answered differently later. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { ChoiceField, SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm, type FormState } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { accountWords } from "./words/index.ts";
import { getLanguage, useWords } from "../../words/index.ts";
import { settleQuestions } from "./questions-settled.ts";
import { useSectionOfAddress } from "./section-of-address.ts";

type Questions = Answer<"/auth/onboarding/", "get">;
type Question = Questions["questions"][number];
type Answers = Record<string, string>;

/** More answers than these stand in a list. */
const FEW = 4;

export function OwnQuestions() {
  const texts = accountWords.use();
  const asked = useLoad(() => talim.api.get("/auth/onboarding/"), []);
  const section = useSectionOfAddress("questions", asked.value !== undefined);
  if (asked.error) return <Problem error={asked.error} again={asked.reload} />;
  if (!asked.value?.questions.length) return null;
  return (
    <section class="card" ref={section}>
      <h2>{texts.questions}</h2>
      <p class="quiet">{texts.questionsHelp}</p>
      <QuestionsForm asked={asked.value} />
    </section>
  );
}

function QuestionsForm({ asked: { questions } }: { asked: Questions }) {
  const words = useWords();
  const texts = accountWords.use();
  const form = useForm<Answers, unknown>({
    initial: Object.fromEntries(questions.map(({ id, answer }) => [id, answer ?? ""])),
    draft: "questions",
    send: (values) =>
      talim.api.put("/auth/onboarding/", {
        body: {
          answers: Object.entries(values)
            .filter(([, answer]) => answer.trim())
            .map(([question, answer]) => ({ question, answer: answer.trim() })),
        },
      }),
    onDone: () => {
      settleQuestions();
      showNotice(words.form.saved);
    },
  });
  return (
    <Form of={form} word={words.form.save} label={texts.questions}>
      {questions.map((question) => (
        <QuestionField key={question.id} of={form} question={question} />
      ))}
    </Form>
  );
}

function QuestionField({ of: form, question }: { of: FormState<Answers>; question: Question }) {
  const field = { of: form, name: question.id, label: pickText(question.text), required: question.required };
  if (!question.choices.length) return <TextArea {...field} rows={2} />;
  const options = question.choices.map(({ value, text }) => ({ value, label: pickText(text) }));
  // Of visible ones none can be taken back.
  const isVisible = question.required && options.length <= FEW;
  return isVisible ? <ChoiceField {...field} options={options} /> : <SelectField {...field} options={options} />;
}

/** In the language of the pages, else in the first that the centre wrote it in. */
function pickText(text: Record<string, string>): string {
  return text[getLanguage()] || Object.values(text).find(Boolean) || "";
}
