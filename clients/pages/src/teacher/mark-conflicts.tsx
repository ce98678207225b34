/** Somebody else marked a pupil otherwise: both marks, and one tap for the one that is right. */

import { formatDayTime } from "../format.ts";
import { person } from "../talim.ts";
import { useWords } from "../words/index.ts";
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
  const said = (side: MarkSide) =>
    `${names.get(side.status) ?? side.status}, ${formatDayTime(side.marked_at, person.get()?.zone ?? "UTC", words)}`;
  return (
    <section class="differences" aria-labelledby="differences">
      <h2 id="differences">{w.differences(all.length)}</h2>
      <ul>
        {all.map((one) => (
          <li key={`${one.lesson} ${one.student}`}>
            <p>
              <b>{pupils.get(one.student) ?? one.name ?? words.teacher.pupil}</b>
            </p>
            <div class="buttons">
              <button type="button" aria-pressed={one.stands === "mine"} onClick={() => decide(one, "mine")}>
                {w.mine}: {said(one.mine)}
              </button>
              <button type="button" aria-pressed={one.stands === "theirs"} onClick={() => decide(one, "theirs")}>
                {one.theirs.by?.full_name ?? w.theirs}: {said(one.theirs)}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
