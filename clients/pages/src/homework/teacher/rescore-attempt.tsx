/** A try scored once more by the computer: the new score is proposed, and the teacher takes it or keeps the old one. */

import { useState } from "preact/hooks";
import { formatScore } from "../../format.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { homeworkWords } from "./words/index.ts";
import type { Attempt } from "./attempts.ts";

interface Props {
  attempt: string;
  close: () => void;
  changed: () => void;
}

export function RescoreAttempt({ attempt, close, changed }: Props) {
  const words = useWords();
  const texts = homeworkWords.use();
  const [answer, setAnswer] = useState<Attempt>();
  const request = (body: { apply?: string; drop?: string }) =>
    talim.api.post("/homework/attempts/{id}/rescore/", { path: { id: attempt }, body });
  const proposal = answer?.teacher?.proposal;
  const { after, before } = proposal ?? {};
  const done = (notice: string) => {
    showNotice(notice);
    changed();
    close();
  };
  const show = (score: number | null | undefined) => (score === null || score === undefined ? "–" : formatScore(score));
  return (
    <Dialog label={texts.rescore} close={close}>
      <h2>{texts.rescore}</h2>
      <p>{texts.rescoreHelp}</p>
      {answer ? (
        <p role="status">
          {!proposal
            ? texts.same
            : !after
              ? texts.stillListening
              : proposal.stale
                ? texts.stale
                : texts.rescored(show(before?.overall), show(after.overall))}
        </p>
      ) : null}
      <div class="buttons">
        {proposal && after ? (
          <>
            {proposal.stale ? null : (
              <ActButton
                class="main"
                word={texts.take}
                act={() => request({ apply: proposal.id })}
                onDone={() => done(texts.taken)}
              />
            )}
            <ActButton word={texts.keep} act={() => request({ drop: proposal.id })} onDone={() => done(texts.kept)} />
          </>
        ) : answer ? null : (
          <ActButton class="main" word={texts.rescore} act={() => request({})} onDone={setAnswer} />
        )}
        <button type="button" class="plain" onClick={close}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}
