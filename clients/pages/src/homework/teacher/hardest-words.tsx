/** The words that pupils miss most; of a group as they stand now. */

import { useEffect } from "preact/hooks";
import type { Stream } from "@talim/client";
import { talim } from "../../talim.ts";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";

const MAX_WORDS = 8;
/** Marks that come within this time (ms) are one reason to ask again. */
const REFRESH_DELAY_MS = 4_000;

export function HardestWords({
  assignment,
  wall,
  title,
}: {
  assignment: string;
  wall: Stream<"wall"> | undefined;
  title?: string;
}) {
  const words = useWords();
  const missed = useLoad(
    () => talim.api.get("/homework/assignments/{id}/missed-words/", { path: { id: assignment } }),
    [assignment],
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        missed.reload();
      }, REFRESH_DELAY_MS);
    };
    if (!wall) return undefined;
    const stops = [wall.on("attempt.scored", soon), wall.on("attempt.remarked", soon), wall.onSnapshot(soon)];
    return () => {
      clearTimeout(timer);
      stops.forEach((stop) => stop());
    };
  }, [wall, missed.reload]);
  const hardest = (missed.value?.words ?? []).filter((word) => word.missed > 0).slice(0, MAX_WORDS);
  if (!hardest.length) return null;
  return (
    <section aria-labelledby="hardest">
      <h2 id="hardest">{title ?? words.teacher.wall.hardest}</h2>
      <ol class="hardest">
        {hardest.map((word) => (
          <li key={word.index}>
            <strong>{word.text}</strong>
            <span class="number">{words.teacher.wall.missed(word.missed, word.read)}</span>
            {word.heard.length ? (
              <span class="quiet">{words.teacher.wall.heard(word.heard.map((other) => other.text).join(", "))}</span>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
