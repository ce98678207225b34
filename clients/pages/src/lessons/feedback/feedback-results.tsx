/** What pupils say about a teacher: by group and month, without who and when. */

import type { Answer } from "@talim/client";
import { Fragment } from "preact";
import { formatDay, formatScore } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { feedbackWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { formatMonth } from "../../payments/family/subject.ts";

type Result = Answer<"/lessons/feedback/results/", "get">["results"][number];

/** The newest year of a group, or of a teacher with the sum of all months. */
const MONTHS = 12;

export function FeedbackResults({ group, teacher, me }: { group?: string; teacher?: string; me: Person }) {
  const texts = feedbackWords.use();
  const loaded = useLoad(async () => {
    const of = { ...(group ? { group } : {}), ...(teacher ? { teacher } : {}) };
    const [page, sums] = await Promise.all([
      talim.api.get("/lessons/feedback/results/", { query: { ...of, page_size: MONTHS } }),
      teacher ? talim.api.get("/lessons/feedback/teachers/", { query: { teacher } }) : undefined,
    ]);
    return { results: page.results, sum: sums?.results[0] };
  }, [group, teacher]);
  // A centre that asks nobody has nothing here.
  if (!loaded.error && !loaded.value?.results.length) return null;
  return (
    <section aria-labelledby="feedback">
      <h2 id="feedback">{texts.title}</h2>
      <Loading of={loaded}>
        {({ results, sum }) => (
          <>
            {sum ? <p>{texts.all(formatScore(sum.average), sum.answered)}</p> : null}
            <ul class="cards">
              {results.map((result) => (
                <ResultCard key={`${result.group.id} ${result.month}`} result={result} named={!group} me={me} />
              ))}
            </ul>
          </>
        )}
      </Loading>
    </section>
  );
}

function ResultCard({ result, named, me }: { result: Result; named: boolean; me: Person }) {
  const words = useWords();
  const texts = feedbackWords.use();
  const month = formatMonth(result.month, words);
  return (
    <li class="card">
      <strong>{named ? `${month} · ${result.group.name}` : month}</strong>
      {result.average === null ? (
        <span class="quiet">
          {result.state === "open"
            ? texts.open(formatDay(Date.parse(result.closes_at) - 1, me.zone, words))
            : texts.few(result.answered ?? 0)}
        </span>
      ) : (
        <>
          <span>{texts.average(formatScore(result.average), result.answered ?? 0, result.asked)}</span>
          <dl class="facts">
            {[5, 4, 3, 2, 1].map((star) => (
              <Fragment key={star}>
                <dt>{words.home.stars(star)}</dt>
                <dd>{texts.given(result.stars[star - 1] ?? 0)}</dd>
              </Fragment>
            ))}
          </dl>
          {result.words.length ? (
            <details>
              <summary>{texts.words(result.words.length)}</summary>
              <ul>
                {result.words.map((text, place) => (
                  <li key={place} class="note-text">
                    {text}
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
        </>
      )}
    </li>
  );
}
