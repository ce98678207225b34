/** A homework that is reviewed: whose it is, what it was, and the recording to hear. */

import { useEffect, useRef } from "preact/hooks";
import { describeCoursePlace } from "../../course-place.ts";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { findAttemptToReview, toReviewedHomework, type Attempt, type ReviewedHomework } from "./attempts.ts";
import { AttemptReview } from "./attempt-review.tsx";

/** An attempt; without an `id` the one that a review is about. */
export interface AttemptChoice {
  id?: string;
}

interface ReviewItemProps {
  homework: ReviewedHomework;
  /** Which attempt is meant, where another one may come while it is open; a new object has it looked for again. */
  which?: AttemptChoice;
  me: Person;
  keys: boolean;
  done: () => void;
  skip: () => void;
  /** Puts the newer attempt before her, where one is offered already. */
  newer?: (() => void) | undefined;
}

interface PreviousAttempt {
  attempt: Attempt;
  /** The newest attempt that the page knows of: what comes after it is none of what she decides about. */
  known: string;
  /** The homework as it is by now, once another attempt was asked for. */
  now?: ReviewedHomework;
}

/** One homework with its newest recording, to be heard and decided on. */
export function ReviewItem({ homework, which, me, keys, done, skip, newer }: ReviewItemProps) {
  const words = useWords();
  const newest = useRef(false);
  const before = useLoad(
    () => (newest.current ? fetchNewestAttempt(homework) : fetchAttempt(homework, which?.id)),
    [homework.id],
  );
  const asked = useRef(which);
  useEffect(() => {
    if (asked.current === which) return;
    asked.current = which;
    newest.current = false;
    before.reload();
  }, [which]);
  const handedIn = before.value?.attempt.created_at;
  const takeNewest = () => {
    document.getElementById("pupil")?.focus();
    if (newer) return newer();
    newest.current = true;
    before.reload();
  };
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById("pupil")?.focus({ preventScroll: true });
  }, []);
  return (
    <article aria-labelledby="pupil">
      <h2 id="pupil" tabIndex={-1}>
        {homework.student.full_name}
      </h2>
      <p class="quiet">
        {[
          homework.assignment.title,
          describeCoursePlace(homework.assignment),
          handedIn && formatDayTime(handedIn, me.zone, words),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {homework.appeal ? <OpenAppeal homework={homework.id} /> : null}
      {before.value !== undefined && before.error ? <Problem error={before.error} again={before.reload} /> : null}
      <Loading of={before}>
        {(item) =>
          item ? (
            <AttemptReview
              me={me}
              homework={item.now ?? homework}
              first={item.attempt}
              known={item.known}
              keys={keys}
              newer={takeNewest}
              done={done}
              skip={skip}
            />
          ) : (
            <p class="empty">{words.errors.not_found}</p>
          )
        }
      </Loading>
    </article>
  );
}

/** Who asks to look at the score again, and the words. */
function OpenAppeal({ homework }: { homework: string }) {
  const w = useWords().teacher.review;
  const detail = useLoad(() => talim.api.get("/homework/{id}/", { path: { id: homework } }), [homework]);
  return (
    <Loading of={detail}>
      {({ appeals }) => {
        const open = appeals.find(({ answered_at }) => answered_at === null);
        return open ? (
          <section class="notice said" aria-label={w.appeal(open.author.full_name)}>
            <Icon name="warning" />
            <div>
              <p>{w.appeal(open.author.full_name)}</p>
              <blockquote>{open.text}</blockquote>
            </div>
          </section>
        ) : null;
      }}
    </Loading>
  );
}

async function fetchAttempt(homework: ReviewedHomework, chosen?: string): Promise<PreviousAttempt | null> {
  if (chosen !== undefined) return { attempt: await getAttempt(chosen), known: chosen };
  const all = await listAttempts(homework);
  const wanted = findAttemptToReview(all, homework.state === "needs_review" ? null : homework.score);
  const known = findAttemptToReview(all);
  return wanted && known ? { attempt: await getAttempt(wanted.id), known: known.id } : null;
}

async function fetchNewestAttempt(homework: ReviewedHomework): Promise<PreviousAttempt | null> {
  const known = findAttemptToReview(await listAttempts(homework));
  if (!known) return null;
  const now = toReviewedHomework(await talim.api.get("/homework/{id}/", { path: { id: homework.id } }));
  return { attempt: await getAttempt(known.id), known: known.id, now };
}

function getAttempt(id: string): Promise<Attempt> {
  return talim.api.get("/homework/attempts/{id}/", { path: { id } });
}

async function listAttempts({ id }: ReviewedHomework) {
  return (await talim.api.get("/homework/{id}/attempts/", { path: { id }, query: { page_size: 100 } })).results;
}
