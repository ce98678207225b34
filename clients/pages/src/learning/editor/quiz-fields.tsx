/** The quiz of a block: one of the course. */

import { fetchAllPages } from "../../office/all-pages.ts";
import { talim } from "../../talim.ts";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { editorWords } from "./words/index.ts";
import { asForm } from "./block-form.ts";
import type { DraftBlock, DraftBlockOf } from "./data.ts";

interface QuizFieldsProps {
  block: DraftBlockOf<"quiz">;
  change: (block: DraftBlock) => void;
  course: string;
  errors: Record<string, string>;
}

export function QuizFields({ block, change, course, errors }: QuizFieldsProps) {
  const texts = editorWords.use();
  const quizzes = useLoad(
    () => fetchAllPages((page) => talim.api.get("/quizzes/", { query: { course, page, page_size: 100 } })),
    [course],
  );
  return (
    <Loading of={quizzes}>
      {(found) => {
        const choose = (values: { quiz: string; title: string }) => {
          const title =
            values.quiz === block.quiz
              ? values.title
              : (found.find(({ id }) => id === values.quiz)?.title ?? values.title);
          change({ ...block, quiz: values.quiz, title });
        };
        const form = asForm({ quiz: block.quiz, title: block.title }, choose, errors);
        return (
          <>
            {found.length ? null : <p class="quiet">{texts.noQuizzes}</p>}
            <SelectField
              of={form}
              name="quiz"
              label={texts.chooseQuiz}
              options={found.map(({ id, title }) => ({ value: id, label: title }))}
              required
            />
            <TextField of={form} name="title" label={texts.fileTitle} maxLength={200} />
          </>
        );
      }}
    </Loading>
  );
}
