/** On the first page of a new person: the centre has some questions. They can wait. */

import { useEffect, useState } from "preact/hooks";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { accountWords } from "./words/index.ts";
import { settleQuestions } from "./questions-settled.ts";

export function QuestionsOffer() {
  const texts = accountWords.use();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    // It is asked again on the next visit.
    talim.api.get("/auth/onboarding/").then(
      ({ questions }) => (questions.some(({ answer }) => answer === null) ? setOpen(true) : settleQuestions()),
      () => undefined,
    );
  }, []);
  if (!open) return null;
  return (
    <section class="card" aria-label={texts.questions}>
      <p>{texts.questionsOffer}</p>
      <div class="buttons">
        <Link to="account?questions" class="button">
          {texts.questionsGo}
        </Link>
        <button
          type="button"
          class="plain"
          onClick={() => {
            settleQuestions();
            setOpen(false);
          }}
        >
          {texts.questionsLater}
        </button>
      </div>
    </section>
  );
}
