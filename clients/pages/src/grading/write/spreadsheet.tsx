/** A gradebook as a spreadsheet: downloaded, changed, and taken back when the person has seen what changes. */

import { useId, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { downloadFile } from "../../ui/download.ts";
import { FileInput } from "../../ui/form/file-input.tsx";
import { gradebookWords } from "./words/index.ts";
import { formatPoints } from "../points.ts";
import type { Grid } from "./grid-data.ts";

type Report = Answer<"/grading/gradebooks/{id}/table/", "post">;
type Change = Report["taken"][number];

/** So many cells of each kind are named. */
const LISTED = 50;

export function Spreadsheet({ grid, onDone }: { grid: Grid; onDone: (report: Report) => void }) {
  const texts = gradebookWords.use();
  const id = useId();
  const [file, setFile] = useState<File | undefined>();
  const [reason, setReason] = useState("");
  const [report, setReport] = useState<Report | undefined>();
  const send = (dryRun: boolean) => {
    if (!file) throw new Error("no file is chosen");
    return talim.api.post("/grading/gradebooks/{id}/table/", {
      path: { id: grid.id },
      form: { file, reason: reason.trim(), dry_run: dryRun },
    });
  };
  return (
    <>
      <p class="quiet">{texts.tableHelp}</p>
      <ActButton
        word={texts.tableDownload}
        act={() => downloadFile(`/grading/gradebooks/${grid.id}/table/`, {}, grid.title)}
        onDone={() => undefined}
      />
      <div class="field">
        <label for={`${id}-file`}>{texts.tableChanged}</label>
        <FileInput
          id={`${id}-file`}
          accept=".xlsx,.csv"
          onChange={({ currentTarget: { files } }) => {
            setFile(files?.[0]);
            setReport(undefined);
          }}
        />
      </div>
      <div class="field">
        <label for={`${id}-reason`}>{texts.whyChanged}</label>
        <input
          id={`${id}-reason`}
          type="text"
          maxLength={500}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </div>
      {report ? <ChangeReport report={report} /> : null}
      {report?.taken_count ? (
        <ActButton class="main" word={texts.tableTake(report.taken_count)} act={() => send(false)} onDone={onDone} />
      ) : (
        <ActButton word={texts.tableCheck} off={!file || !reason.trim()} act={() => send(true)} onDone={setReport} />
      )}
    </>
  );
}

function ChangeReport({ report }: { report: Report }) {
  const texts = gradebookWords.use();
  return (
    <div role="status">
      <p>{report.taken_count ? texts.tableTaken(report.taken_count) : texts.tableNothing}</p>
      <Changes of={report.taken} />
      {report.stale_count ? <p>{texts.tableStale(report.stale_count)}</p> : null}
      <Changes of={report.stale} />
      {report.refused_count ? <p>{texts.tableRefused(report.refused_count)}</p> : null}
      <ul>
        {report.refused.slice(0, LISTED).map((cell) => (
          <li key={`${cell.row} ${cell.heading}`}>
            {cell.row ? texts.tableRow(cell.row) : ""} {cell.heading} {cell.text}: {cell.reason}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Changes({ of }: { of: Change[] }) {
  const texts = gradebookWords.use();
  const write = (points: number | null, isExcused = false) =>
    isExcused ? texts.excused : points === null ? texts.nothing : formatPoints(points);
  return (
    <ul>
      {of.slice(0, LISTED).map((change) => (
        <li key={`${change.student.id} ${change.item}`}>
          {change.student.full_name}, {change.name}: {write(change.old)} → {write(change.new, change.is_excused)}
          {change.by ? <span class="quiet"> ({change.by.full_name})</span> : null}
        </li>
      ))}
    </ul>
  );
}
