/** A homework that is reviewed: whose it is, what it was, and the recording to hear. */

import { useEffect, useRef } from "preact/hooks";
import { dayTime } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { attemptToReview, type Attempt, type Reviewed } from "./attempts.ts";
import { Heard } from "./heard.tsx";

/** An attempt; without an `id` the one that a review is about. */
export interface Which {
  id?: string;
}

interface ItemProps {
  one: Reviewed;
  /** Which attempt is meant, where another one may come while it is open; a new object has it looked for again. */
  which?: Which;
  me: Person;
  keys: boolean;
  done: () => void;
  skip: () => void;
}

/** One homework with its newest recording, to be heard and decided on. */
export function Item({ one, which, me, keys, done, skip }: ItemProps) {
  const words = useWords();
  const w = words.teacher.review;
  const attempt = useLoad(() => fetchAttempt(one, which?.id), [one.id]);
  const asked = useRef(which);
  useEffect(() => {
    if (asked.current === which) return;
    asked.current = which;
    attempt.again();
  }, [which]);
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById("pupil")?.focus({ preventScroll: true });
  }, []);
  return (
    <article aria-labelledby="pupil">
      <h2 id="pupil" tabIndex={-1}>
        {one.student.full_name}
      </h2>
      <p class="quiet">
        {one.assignment.title} · {dayTime(one.created_at, me.zone, words)}
      </p>
      {one.appeal ? (
        <p class="notice">
          <Icon name="warning" />
          {w.appeal}
        </p>
      ) : null}
      {attempt.value !== undefined && attempt.error ? <Problem error={attempt.error} again={attempt.again} /> : null}
      <Loading of={attempt}>
        {(found) =>
          found ? (
            <Heard one={one} first={found} keys={keys} done={done} skip={skip} />
          ) : (
            <p class="empty">{words.errors.not_found}</p>
          )
        }
      </Loading>
    </article>
  );
}

async function fetchAttempt(one: Reviewed, chosen?: string): Promise<Attempt | null> {
  const id = chosen ?? (await toReview(one));
  return id === undefined ? null : talim.api.get("/homework/attempts/{id}/", { path: { id } });
}

async function toReview(one: Reviewed): Promise<string | undefined> {
  const path = { id: one.id };
  const { results } = await talim.api.get("/homework/{id}/attempts/", { path, query: { page_size: 100 } });
  return attemptToReview(results, one.state === "needs_review" ? null : one.score)?.id;
}
