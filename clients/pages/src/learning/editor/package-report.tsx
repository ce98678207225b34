/** What became of each thing in a package: taken, changed or left out, and why. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { ShowMore } from "../../ui/show-more.tsx";
import { transferWords } from "../../course_transfers/words/index.ts";

export type CourseImport = Answer<"/courses/courses/imports/{id}/", "get">;
type Row = CourseImport["report"][number];

const VERDICTS: Row["verdict"][] = ["left_out", "changed", "taken"];
const ICONS: Record<Row["verdict"], IconName> = { taken: "good", changed: "write", left_out: "warning" };
/** How many rows are shown at first. */
const FEW = 30;

export function PackageReport({ rows }: { rows: Row[] }) {
  const texts = transferWords.use();
  const [wanted, setWanted] = useState<Row["verdict"] | undefined>();
  const [shown, setShown] = useState(FEW);
  const found = VERDICTS.filter((verdict) => rows.some((row) => row.verdict === verdict));
  const ordered = VERDICTS.flatMap((verdict) =>
    rows.filter((row) => row.verdict === verdict && (!wanted || verdict === wanted)),
  );
  return (
    <>
      {found.length > 1 ? (
        <div class="buttons" role="group" aria-label={texts.report}>
          {[undefined, ...found].map((verdict) => (
            <button
              key={verdict ?? ""}
              type="button"
              aria-pressed={verdict === wanted}
              onClick={() => setWanted(verdict)}
            >
              {verdict ? texts.verdicts[verdict] : texts.all}
            </button>
          ))}
        </div>
      ) : null}
      <ul class="rows">
        {ordered.slice(0, shown).map((row, place) => (
          <li key={place}>
            <span>
              <Icon name={ICONS[row.verdict]} /> <strong>{row.title}</strong>
              <span class="quiet small">{[texts.verdicts[row.verdict], row.text || texts.taken].join(" · ")}</span>
            </span>
          </li>
        ))}
      </ul>
      <ShowMore when={ordered.length > shown} show={() => setShown(shown + FEW)} />
    </>
  );
}
