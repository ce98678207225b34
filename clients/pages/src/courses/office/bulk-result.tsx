/** What became of many at once: how many it was, who was refused and why, and the way back. */

import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { getAttendedRows } from "../../payments/office/attended-days.tsx";
import { hasPermission } from "../../office/permissions.ts";
import type { BulkChange } from "./data.ts";

interface BulkResultProps {
  change: BulkChange;
  me: Person;
  /** The name of the row with this id, where the page knows it. */
  getName: (id: string) => string;
  onUndone: (change: BulkChange) => void;
}

export function BulkResult({ change, me, getName, onUndone }: BulkResultProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const refused = change.rows.filter((row) => row.error);
  const { id } = change;
  // An undo that was tried and left rows because of attended days can go on when the office knows of them.
  const asked = change.undone_at !== null && getAttendedRows(change).length > 0;
  const canUndo = change.undone_at ? asked : change.done > 0;
  return (
    <div class="card" role="status">
      <span class="state">
        <Icon name={change.done ? "good" : "warning"} />
        {change.undone_at ? texts.bulkUndone(change.done) : texts.bulkDone(change.done)}
      </span>
      {refused.length ? (
        <>
          <span class="state warn">
            <Icon name="warning" />
            {change.undone_at ? texts.bulkKept(refused.length) : texts.bulkRefused(refused.length)}
          </span>
          <ul>
            {refused.map((row) => (
              <li key={row.id}>{[getName(row.id), row.error?.detail].filter(Boolean).join(": ")}</li>
            ))}
          </ul>
        </>
      ) : null}
      {change.undone_at ? (
        <span class="quiet">{texts.undoneAt(formatDayTime(change.undone_at, me.zone, words))}</span>
      ) : null}
      {id && canUndo && hasPermission(me, "bulk_changes.undo") ? (
        <ActButton
          key={change.undone_at ?? ""}
          word={asked ? texts.acceptAttended : words.form.undo}
          act={() =>
            talim.api.post("/settings/bulk-changes/{id}/undo/", {
              path: { id },
              body: { accept_attended: asked, preview: false },
            })
          }
          onDone={(undone) => {
            showNotice(words.form.undone);
            onUndone(undone);
          }}
        />
      ) : null}
    </div>
  );
}
