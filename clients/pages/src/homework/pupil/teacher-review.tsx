/** The teacher's last review of a homework. */

import { talim } from "../../talim.ts";
import { useWords, type Words } from "../../words/index.ts";
import type { Homework } from "./homework-answers.ts";
import { PlayButton } from "./play.tsx";

/** `instead`: other words, for a reader who is not the pupil. */
export function TeacherReview({ homework, instead = {} }: { homework: Homework; instead?: Partial<Words["result"]> }) {
  const texts = { ...useWords().result, ...instead };
  const [review] = homework.reviews;
  if (!review || (!review.comment && !review.voice)) return null;
  return (
    <section class="said" aria-labelledby="teacher">
      <h2 id="teacher">{texts.teacher}</h2>
      {review.comment ? <blockquote>{review.comment}</blockquote> : null}
      {review.voice ? (
        <PlayButton
          word={texts.spoken}
          fetch={() => talim.api.get("/homework/reviews/{id}/voice/", { path: { id: review.id } })}
        />
      ) : null}
      <p class="quiet small">{review.reviewer.full_name}</p>
    </section>
  );
}
