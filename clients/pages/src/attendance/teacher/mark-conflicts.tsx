/** Somebody else marked a pupil otherwise: both marks, and one tap for the one that is right. */

import { formatDayTime } from "../../format.ts";
import { person } from "../../talim.ts";
import { useWords } from "../../words/index.ts";
import type { MarkConflict, MarkSide } from "./register.ts";

export function Differences({
  all,
  names,
  pupils,
  decide,
}: {
  all: MarkConflict[];
  names: Map<string, string>;
  pupils: Map<string, string>;
  decide: (difference: MarkConflict, side: "mine" | "theirs") => void;
}) {
  const words = useWords();
  const w = words.teacher.register;
  if (!all.length) return null;
  const describe = (side: MarkSide) =>
    `${names.get(side.status) ?? side.status}, ${formatDayTime(side.marked_at, person.get()?.zone ?? "UTC", words)}`;
  return (
    <section class="differences" aria-labelledby="differences">
      <h2 id="differences">{w.differences(all.length)}</h2>
      <ul>
        {all.map((conflict) => (
          <li key={`${conflict.lesson} ${conflict.student}`}>
            <p>
              <b>{pupils.get(conflict.student) ?? conflict.name ?? words.teacher.pupil}</b>
            </p>
            <div class="buttons">
              <button type="button" aria-pressed={conflict.stands === "mine"} onClick={() => decide(conflict, "mine")}>
                {w.mine}: {describe(conflict.mine)}
              </button>
              <button
                type="button"
                aria-pressed={conflict.stands === "theirs"}
                onClick={() => decide(conflict, "theirs")}
              >
                {conflict.theirs.by?.full_name ?? w.theirs}: {describe(conflict.theirs)}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
