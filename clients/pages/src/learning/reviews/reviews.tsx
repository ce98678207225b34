/** The reviews of a course: what others say, one's own, and what teachers and the office do with them. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDay, formatScore } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { ShowMore } from "../../ui/show-more.tsx";
import { useWords } from "../../words/index.ts";
import { courseReviewWords } from "./words/index.ts";

type Rating = Answer<"/courses/courses/{id}/rating/", "get">;
type Review = Answer<"/courses/courses/{id}/reviews/", "get">["results"][number];

const STARS = [5, 4, 3, 2, 1];
const PAGE_SIZE = 10;
const MAX_LENGTH = 4_000;

/** The reviews of this course, for somebody who is signed in. */
export function Reviews({ course, me }: { course: string; me: Person }) {
  const texts = courseReviewWords.use();
  const [shown, setShown] = useState(PAGE_SIZE);
  const path = { id: course };
  const loaded = useLoad(async () => {
    const query = { page_size: Math.min(shown, 100) };
    const [rating, page] = await Promise.all([
      talim.api.get("/courses/courses/{id}/rating/", { path }),
      talim.api.get("/courses/courses/{id}/reviews/", { path, query }),
    ]);
    return { rating, page };
  }, [course, shown]);
  return (
    <section class="reviews" aria-labelledby="reviews-title">
      <h2 id="reviews-title">{texts.title}</h2>
      <Loading of={loaded}>
        {({ rating, page }) => (
          <>
            {rating.rating === null ? (
              <p class="empty">{texts.none}</p>
            ) : (
              <p>{texts.average(formatScore(rating.rating), rating.reviews)}</p>
            )}
            <OwnReview course={course} rating={rating} own={rating.own ?? undefined} onDone={loaded.reload} />
            <ul class="cards">
              {page.results.map((review) => (
                <ReviewCard key={review.id} review={review} rating={rating} me={me} onDone={loaded.reload} />
              ))}
            </ul>
            <ShowMore when={page.results.length < page.count && shown < 100} show={() => setShown(shown + 30)} />
          </>
        )}
      </Loading>
    </section>
  );
}

interface OwnReviewProps {
  course: string;
  rating: Rating;
  own: Review | undefined;
  onDone: () => void;
}

function OwnReview({ course, rating, own, onDone }: OwnReviewProps) {
  const texts = courseReviewWords.use();
  const [open, setOpen] = useState(false);
  if (!rating.can_review && !own)
    return rating.can_answer || rating.can_moderate ? null : <p class="quiet">{texts.soon}</p>;
  const done = (text: string) => {
    setOpen(false);
    showNotice(text);
    onDone();
  };
  if (open)
    return <ReviewForm course={course} own={own} onDone={() => done(texts.saved)} close={() => setOpen(false)} />;
  return (
    <div class="buttons">
      {rating.can_review ? (
        <button type="button" onClick={() => setOpen(true)}>
          {own ? texts.change : texts.write}
        </button>
      ) : null}
      {own ? (
        <ActButton
          word={texts.remove}
          class="plain"
          act={() => talim.api.delete("/courses/reviews/{id}/", { path: { id: own.id } })}
          onDone={() => done(texts.removed)}
        />
      ) : null}
    </div>
  );
}

function ReviewForm({
  course,
  own,
  onDone,
  close,
}: {
  course: string;
  own: Review | undefined;
  onDone: () => void;
  close: () => void;
}) {
  const texts = courseReviewWords.use();
  const form = useForm({
    initial: { rating: own ? String(own.rating) : "", text: own?.text ?? "" },
    draft: `review ${course}`,
    send: ({ rating, text }) =>
      talim.api.put("/courses/courses/{id}/reviews/mine/", {
        path: { id: course },
        body: { rating: Number(rating), text: text.trim() },
      }),
    onDone,
  });
  return (
    <Form of={form} word={texts.save} close={close} label={texts.write}>
      <ChoiceField
        of={form}
        name="rating"
        label={texts.rating}
        options={STARS.map((n) => ({ value: String(n), label: texts.stars(n) }))}
        required
      />
      <TextArea of={form} name="text" label={texts.text} maxLength={MAX_LENGTH} />
    </Form>
  );
}

interface CardProps {
  review: Review;
  rating: Rating;
  me: Person;
  onDone: () => void;
}

function ReviewCard({ review, rating, me, onDone }: CardProps) {
  const words = useWords();
  const texts = courseReviewWords.use();
  const [task, setTask] = useState<"answer" | "report">();
  const done = (text: string) => {
    setTask(undefined);
    showNotice(text);
    onDone();
  };
  const facts = [review.author, formatDay(review.created_at, me.zone, words)];
  if (review.is_mine) facts.push(texts.mine);
  if (review.is_hidden) facts.push(texts.hidden);
  if (review.reports) facts.push(texts.reports(review.reports));
  return (
    <li class="card">
      <p>
        <span aria-hidden="true">{"★".repeat(review.rating) + "☆".repeat(5 - review.rating)}</span>
        <span class="unseen">{texts.stars(review.rating)}</span>
      </p>
      {review.text ? <p class="note-text">{review.text}</p> : null}
      <span class="quiet">{facts.join(" · ")}</span>
      {review.answer ? (
        <blockquote>
          <b>{texts.answerOf}</b>
          <p class="note-text">{review.answer}</p>
        </blockquote>
      ) : null}
      {task === "answer" ? (
        <AnswerForm review={review} onDone={() => done(texts.answered)} close={() => setTask(undefined)} />
      ) : null}
      {task === "report" ? (
        <ReportForm review={review} onDone={() => done(texts.reported)} close={() => setTask(undefined)} />
      ) : null}
      {task ? null : (
        <div class="buttons">
          {rating.can_answer ? (
            <button type="button" onClick={() => setTask("answer")}>
              {review.answer ? texts.changeAnswer : texts.answer}
            </button>
          ) : null}
          {review.is_mine || rating.can_moderate ? null : (
            <button type="button" class="plain" onClick={() => setTask("report")}>
              {texts.report}
            </button>
          )}
          {rating.can_moderate ? (
            <ActButton
              word={review.is_hidden ? texts.show : texts.hide}
              class="plain"
              act={() =>
                talim.api.patch("/courses/reviews/{id}/", {
                  path: { id: review.id },
                  body: { hidden: !review.is_hidden },
                })
              }
              onDone={() => done(review.is_hidden ? texts.isShown : texts.isHidden)}
            />
          ) : null}
        </div>
      )}
    </li>
  );
}

function AnswerForm({ review, onDone, close }: { review: Review; onDone: () => void; close: () => void }) {
  const texts = courseReviewWords.use();
  const form = useForm({
    initial: { answer: review.answer },
    send: (body) => talim.api.put("/courses/reviews/{id}/answer/", { path: { id: review.id }, body }),
    onDone,
  });
  return (
    <Form of={form} word={texts.save} close={close} label={texts.answer}>
      <TextArea of={form} name="answer" label={texts.answer} maxLength={MAX_LENGTH} />
    </Form>
  );
}

function ReportForm({ review, onDone, close }: { review: Review; onDone: () => void; close: () => void }) {
  const texts = courseReviewWords.use();
  const form = useForm({
    initial: { reason: "" },
    send: (body) => talim.api.post("/courses/reviews/{id}/report/", { path: { id: review.id }, body }),
    onDone,
  });
  return (
    <Form of={form} word={texts.report} close={close} label={texts.report}>
      <TextArea of={form} name="reason" label={texts.reportWhy} maxLength={500} required />
    </Form>
  );
}
