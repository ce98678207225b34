/** Answers are scored again by a corrected key: first what changes for whom, then the decision. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatScore } from "../../format.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad, usePoll, Waiting } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Table } from "../../ui/table.tsx";
import { quizWriteWords } from "./words/index.ts";

type RegradeState = Answer<"/quizzes/questions/{id}/regrades/{regrade_id}/", "get">;

/** How often (ms) a regrade that is at work is asked for. */
const POLL_MS = 1_000;

/** For a question that has an earlier version. */
export function Regrade({ question }: { question: string }) {
  const texts = quizWriteWords.use();
  const [id, setId] = useState<string | undefined>();
  return (
    <section class="regrade" aria-labelledby="regrade">
      <h2 id="regrade">{texts.regrade}</h2>
      {id ? (
        <OpenRegrade question={question} id={id} close={() => setId(undefined)} />
      ) : (
        <>
          <p>{texts.regradeHelp}</p>
          <ActButton
            word={texts.countRegrade}
            act={() => talim.api.post("/quizzes/questions/{id}/regrades/", { path: { id: question } })}
            onDone={(begun) => setId(begun.id)}
          />
        </>
      )}
    </section>
  );
}

function OpenRegrade({ question, id, close }: { question: string; id: string; close: () => void }) {
  const texts = quizWriteWords.use();
  const path = { id: question, regrade_id: id };
  const regrade = useLoad(
    () => talim.api.get("/quizzes/questions/{id}/regrades/{regrade_id}/", { path }),
    [question, id],
  );
  const state = regrade.value?.state;
  usePoll(regrade, state === "counting" || state === "applying" ? POLL_MS : undefined);
  const drop = () => talim.api.delete("/quizzes/questions/{id}/regrades/{regrade_id}/", { path });
  const dropped = () => {
    showNotice(texts.regradeDropped);
    close();
  };
  return (
    <Loading of={regrade}>
      {(value) =>
        value.state === "counting" || value.state === "applying" ? (
          <Waiting />
        ) : value.state === "applied" ? (
          <p class="notice" role="status">
            {texts.regradeApplied(value.change_count)}
          </p>
        ) : (
          <>
            <p role="status">{texts.regradeCounts(value.answer_count, value.change_count)}</p>
            {value.skipped_count ? <p class="quiet">{texts.regradeSkipped(value.skipped_count)}</p> : null}
            {value.changes.length ? <Changes of={value} /> : null}
            <div class="buttons">
              {value.change_count ? (
                <ActButton
                  class="main"
                  word={texts.applyRegrade(value.change_count)}
                  act={() => talim.api.post("/quizzes/questions/{id}/regrades/{regrade_id}/apply/", { path })}
                  onDone={regrade.replace}
                />
              ) : null}
              <ActButton
                word={value.change_count ? texts.dropRegrade : texts.closeRegrade}
                act={drop}
                onDone={dropped}
              />
            </div>
          </>
        )
      }
    </Loading>
  );
}

function Changes({ of: { changes, change_count } }: { of: RegradeState }) {
  const texts = quizWriteWords.use();
  const show = (mark: number | null) => (mark === null ? texts.waitsForYou : formatScore(mark));
  return (
    <>
      <Table
        label={texts.regrade}
        heads={[{ word: texts.learner }, { word: texts.before, number: true }, { word: texts.after, number: true }]}
        rows={changes.map((row) => ({ key: row.answer, cells: [row.learner.full_name, show(row.old), show(row.new)] }))}
      />
      {changes.length < change_count ? <p class="quiet">{texts.moreChanges(change_count - changes.length)}</p> : null}
    </>
  );
}
