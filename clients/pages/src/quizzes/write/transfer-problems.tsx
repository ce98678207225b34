/** What a file of questions could not say, question by question. */

import type { rest } from "@talim/client";
import { quizWriteWords } from "./words/index.ts";

export function TransferProblems({
  of: { problems, problem_count },
}: {
  of: Pick<rest.QuestionImportOut, "problems" | "problem_count">;
}) {
  const texts = quizWriteWords.use();
  if (!problems.length) return null;
  return (
    <details>
      <summary>{texts.transferProblems(problem_count)}</summary>
      <ul class="rows">
        {problems.map(({ place, name, text, is_left_out }, at) => (
          <li key={at}>
            <span>
              {name || place}
              <span class="quiet small">{is_left_out ? `${texts.leftOut}: ${text}` : text}</span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
