/** An item of a grade: its points, its state, what it makes of the grade, and why. */

import { formatDayTime } from "../format.ts";
import { usePersonPages } from "../person-pages.ts";
import { Link } from "../router.tsx";
import type { Person } from "../talim.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useWords } from "../words/index.ts";
import { gradeWords } from "./words/index.ts";
import { ItemAppeals } from "./appeals.tsx";
import type { Entry, ItemReason } from "./grade-data.ts";
import { formatPoints } from "./points.ts";

const ICONS: Record<ItemReason["state"], IconName> = {
  graded: "good",
  missing: "absence",
  excused: "close",
  handed_in: "send",
  open: "clock",
};

export function ItemCard({
  item,
  student,
  me,
  asTeacher,
}: {
  item: ItemReason;
  student: string;
  me: Person;
  asTeacher: boolean;
}) {
  const words = useWords();
  const texts = gradeWords.use();
  const when = (moment: string) => formatDayTime(moment, me.zone, words);
  const { name, state, points, max_points: most, weight, contribution, penalty, extension, entries } = item;
  const work = getWorkPage(item, asTeacher ? "teacher" : student === me.id ? "pupil" : "parent");
  const { hasPage } = usePersonPages();
  const facts = [
    weight ? texts.weighs(formatPoints(weight)) : "",
    weight && state === "graded" ? texts.gives(formatPoints(contribution)) : "",
    item.is_extra_credit ? texts.extraCredit : "",
    item.due_at ? texts.due(when(item.due_at)) : "",
    item.handed_in_at ? texts.handedIn(when(item.handed_in_at)) : "",
  ];
  const given =
    points !== null && state !== "excused" && state !== "open"
      ? texts.points(formatPoints(points), formatPoints(most))
      : texts.mostPoints(formatPoints(most));
  return (
    <li>
      <p class="grade-item">
        <span>{work && hasPage(me, work) ? <Link to={work}>{name}</Link> : name}</span>
        <span class="number">{item.is_dropped ? <s>{given}</s> : given}</span>
      </p>
      <p class="state">
        <Icon name={ICONS[state]} />
        {[texts.states[state], item.is_dropped ? texts.dropped : ""].filter(Boolean).join(" · ")}
      </p>
      {facts.some(Boolean) ? <p class="quiet">{facts.filter(Boolean).join(" · ")}</p> : null}
      {penalty ? (
        <p>
          {texts.penalty(
            penalty.days,
            formatPoints(penalty.percent_per_day),
            formatPoints(penalty.points_taken),
            penalty.floor ? formatPoints(penalty.floor) : "",
          )}
        </p>
      ) : null}
      {extension ? (
        <p>
          {[texts.extension(when(extension.due_at)), extension.reason, extension.author?.full_name]
            .filter(Boolean)
            .join(" · ")}
        </p>
      ) : null}
      {entries.length ? (
        <details>
          <summary>
            {texts.why} <span class="unseen">{name}</span>
          </summary>
          <ul class="grade-entries">
            {entries.map((entry) => (
              <EntryLine key={entry.id ?? "result"} entry={entry} source={item.source} when={when(entry.written_at)} />
            ))}
          </ul>
        </details>
      ) : null}
      <ItemAppeals item={item} student={student} me={me} asTeacher={asTeacher} />
    </li>
  );
}

function EntryLine({ entry, source, when }: { entry: Entry; source: ItemReason["source"]; when: string }) {
  const texts = gradeWords.use();
  const { points, is_excused: isExcused, is_result: isResult, author, reason, counts } = entry;
  const what =
    points !== null ? texts.onlyPoints(formatPoints(points)) : isExcused ? texts.states.excused : texts.takenBack;
  return (
    <li>
      <strong>{what}</strong>{" "}
      <span class="quiet">
        {[isResult ? texts.results[source] : (author?.full_name ?? ""), when].filter(Boolean).join(" · ")}
      </span>
      {reason ? <blockquote>{reason}</blockquote> : null}
      {counts ? (
        <p class="chip">
          <Icon name="good" /> {texts.counts}
        </p>
      ) : null}
    </li>
  );
}

/** Where this reader sees the quiz or homework itself. */
function getWorkPage(
  { quiz, assignment, work }: ItemReason,
  reader: "teacher" | "pupil" | "parent",
): string | undefined {
  if (!work) return undefined;
  if (assignment) return reader === "teacher" ? `review/${work}` : `homework/${work}`;
  if (!quiz || reader === "parent") return undefined;
  return reader === "teacher" ? `quiz-attempt/${work}` : `quiz/${quiz}/try/${work}`;
}
