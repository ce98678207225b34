/** A homework that is reviewed: whose it is, what it was, and the recording to hear. */

import { useEffect } from "preact/hooks";
import { dayTime } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { attemptToReview, type Attempt, type Reviewed } from "./attempts.ts";
import { Heard } from "./heard.tsx";

interface ItemProps {
  one: Reviewed;
  me: Person;
  keys: boolean;
  done: () => void;
  skip: () => void;
}

/** One homework with its newest recording, to be heard and decided on. */
export function Item({ one, me, keys, done, skip }: ItemProps) {
  const words = useWords();
  const w = words.teacher.review;
  const attempt = useLoad(() => fetchAttempt(one), [one.id]);
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
      <Loading of={attempt}>
        {(found) =>
          found ? (
            <Heard key={found.id} one={one} first={found} keys={keys} done={done} skip={skip} />
          ) : (
            <p class="empty">{words.errors.not_found}</p>
          )
        }
      </Loading>
    </article>
  );
}

async function fetchAttempt(one: Reviewed): Promise<Attempt | null> {
  const path = { id: one.id };
  const { results } = await talim.api.get("/homework/{id}/attempts/", { path, query: { page_size: 100 } });
  const chosen = attemptToReview(results, one.state === "needs_review" ? null : one.score);
  return chosen ? talim.api.get("/homework/attempts/{id}/", { path: { id: chosen.id } }) : null;
}
