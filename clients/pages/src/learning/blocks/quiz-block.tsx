/** A quiz of the course: what to know before one begins, and the way to it. */

import { Link } from "../../router.tsx";
import { Icon } from "../../ui/icon.tsx";
import { courseBlockWords } from "./words/index.ts";
import type { BlockOf, QuizFacts } from "./block-types.ts";

export function QuizBlock({ block }: { block: BlockOf<"quiz"> }) {
  const texts = courseBlockWords.use();
  const id = `${block.id}-title`;
  return (
    <section class="lesson-task" aria-labelledby={id}>
      <h2 id={id}>
        <Icon name="good" /> {block.title || block.facts?.title || texts.quiz}
      </h2>
      {block.facts ? (
        <>
          <QuizFactsList facts={block.facts} />
          <Link to={`quiz/${block.quiz}`} class="button main">
            {texts.openQuiz}
          </Link>
        </>
      ) : (
        <p class="quiet small">{texts.quizForLearners}</p>
      )}
    </section>
  );
}

function QuizFactsList({ facts }: { facts: QuizFacts }) {
  const texts = courseBlockWords.use();
  const said = [
    facts.time_limit ? texts.quizMinutes(Math.ceil(facts.time_limit / 60)) : "",
    facts.attempts_allowed ? texts.quizTries(facts.attempts_allowed) : "",
    facts.pass_percent ? texts.quizPass(facts.pass_percent) : "",
  ].filter(Boolean);
  return said.length ? <p class="quiet">{said.join(" · ")}</p> : null;
}
