/** The teacher's last word on a homework. */

import { talim } from "../talim.ts";
import { useWords } from "../words/index.ts";
import type { Homework } from "./homework.tsx";
import { PlayButton } from "./play.tsx";

export function Teacher({ one }: { one: Homework }) {
  const words = useWords();
  const [last] = one.reviews;
  if (!last || (!last.comment && !last.voice)) return null;
  return (
    <section class="said" aria-labelledby="teacher">
      <h2 id="teacher">{words.result.teacher}</h2>
      {last.comment ? <blockquote>{last.comment}</blockquote> : null}
      {last.voice ? (
        <PlayButton
          word={words.result.spoken}
          fetch={() => talim.api.get("/homework/reviews/{id}/voice/", { path: { id: last.id } })}
        />
      ) : null}
      <p class="quiet small">{last.reviewer.full_name}</p>
    </section>
  );
}
