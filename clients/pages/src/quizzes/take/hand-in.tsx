/** Handing in: a sheet says first what is not answered, and what the server does not have yet. */

import { useState } from "preact/hooks";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { takeWords } from "./words/index.ts";
import { handIn, type Attempt } from "./calls.ts";
import { isAnswered } from "./responses.ts";
import type { Answers } from "./use-answers.ts";

interface HandInProps {
  attempt: Attempt;
  answers: Answers;
  /** It is the next thing to do. */
  isMain: boolean;
  onDone: (attempt: Attempt) => void;
}

export function HandIn({ attempt, answers, isMain, onDone }: HandInProps) {
  const texts = takeWords.use();
  const [isAsked, setIsAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const open = () => {
    setError(undefined);
    setIsAsked(true);
    void answers.send();
  };
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      // What stays behind would come too late; the sheet says how many wait.
      if (!(await answers.send())) return;
      onDone(await retryAfterSignIn(() => handIn(attempt.id)));
      scrollTo(0, 0);
    } catch (reason) {
      setError(() => reason);
    } finally {
      setBusy(false);
    }
  };
  const left = attempt.questions.flatMap((question, index) => (isAnswered(answers.get(question)) ? [] : [index + 1]));
  const refused = attempt.questions.flatMap((question, index) =>
    answers.getState(question) === "refused" ? [index + 1] : [],
  );
  return (
    <>
      <p class="quiz-end">
        <Button off={false} class={isMain ? "main" : undefined} onClick={open}>
          {texts.handIn}
        </Button>
      </p>
      {isAsked ? (
        <Dialog label={texts.handIn} close={() => setIsAsked(false)}>
          <h2>{texts.handInQuestion}</h2>
          {left.length ? (
            <p class="state warn">
              <Icon name="warning" /> {texts.unanswered(left.length, left.join(", "))}
            </p>
          ) : refused.length ? null : (
            <p class="state">
              <Icon name="good" /> {texts.allAnswered}
            </p>
          )}
          {refused.length ? (
            <p class="state warn">
              <Icon name="warning" /> {texts.notSaved(refused.join(", "))}
            </p>
          ) : null}
          {answers.waiting ? (
            <p class="state warn" role="status">
              <Icon name="away" /> {texts.waiting(answers.waiting)}
            </p>
          ) : null}
          <p>{texts.noWayBack}</p>
          {error ? <Problem error={error} here={texts.errors} /> : null}
          <DialogButtons
            word={texts.handIn}
            busy={busy}
            main
            go={() => void (busy || run())}
            close={() => setIsAsked(false)}
          />
        </Dialog>
      ) : null}
    </>
  );
}
