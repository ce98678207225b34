/** The teacher's last word on a homework. */

import { talim } from "../talim.ts";
import { useWords, type Words } from "../words/index.ts";
import type { Homework } from "./homework-answers.ts";
import { PlayButton } from "./play.tsx";

/** `instead`: words for who is not the one that is taught. */
export function TeacherReview({ homework, instead = {} }: { homework: Homework; instead?: Partial<Words["result"]> }) {
  const w = { ...useWords().result, ...instead };
  const [last] = homework.reviews;
  if (!last || (!last.comment && !last.voice)) return null;
  return (
    <section class="said" aria-labelledby="teacher">
      <h2 id="teacher">{w.teacher}</h2>
      {last.comment ? <blockquote>{last.comment}</blockquote> : null}
      {last.voice ? (
        <PlayButton
          word={w.spoken}
          fetch={() => talim.api.get("/homework/reviews/{id}/voice/", { path: { id: last.id } })}
        />
      ) : null}
      <p class="quiet small">{last.reviewer.full_name}</p>
    </section>
  );
}
