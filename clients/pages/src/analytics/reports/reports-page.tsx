/** Files that are made in the background, with their progress; and schedules that make them again and again. */

import { useState } from "preact/hooks";
import { formatDay, formatDayTime, groupDigits } from "../../format.ts";
import { getLastPage, Pager, useLastPage } from "../../office/pager.tsx";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { saveFile } from "../../ui/download.ts";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { reportWords } from "./words/index.ts";
import type { Report } from "./data.ts";
import { NewSchedule } from "./new-schedule.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import { Schedules } from "./schedules.tsx";

const PAGE_SIZE = 20;
/** How often (ms) is asked for the progress. */
const POLL_MS = 2_000;

export function Reports({ me }: PageProps) {
  const words = useWords();
  const texts = reportWords.use();
  const [page, setPage] = useState(1);
  const [isPlanning, setIsPlanning] = useState(false);
  const reports = useLoad(
    () => talim.api.get("/analytics/reports/", { query: { page, page_size: PAGE_SIZE } }),
    [page],
  );
  const schedules = useLoad(
    () => talim.api.get("/analytics/report-schedules/", { query: { page_size: PAGE_SIZE } }),
    [],
  );
  useLastPage(reports, { page, size: PAGE_SIZE, turn: setPage });
  usePoll(reports, reports.value?.results.some(isOpen) ? POLL_MS : undefined);
  return (
    <div class="reports">
      <h1>{words.office.nav.pages.reports}</h1>
      <p class="quiet">{texts.help}</p>
      <section aria-label={texts.reports}>
        <Loading of={reports}>
          {({ results, count }) =>
            results.length ? (
              <>
                <ul class="cards">
                  {results.map((report) => (
                    <ReportCard
                      key={report.id}
                      me={me}
                      report={report}
                      onDone={reports.reload}
                      onScheduled={schedules.reload}
                    />
                  ))}
                </ul>
                <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
              </>
            ) : (
              <Empty drawing="box" text={texts.none} />
            )
          }
        </Loading>
      </section>
      <section aria-labelledby="report-schedules">
        <h2 id="report-schedules">{texts.schedules}</h2>
        {isPlanning ? (
          <NewSchedule
            me={me}
            close={() => setIsPlanning(false)}
            onDone={() => (setIsPlanning(false), schedules.reload())}
          />
        ) : (
          <div class="buttons">
            <button type="button" onClick={() => setIsPlanning(true)}>
              {texts.newSchedule}
            </button>
          </div>
        )}
        <Loading of={schedules}>
          {({ results }) => <Schedules me={me} schedules={results} onDone={schedules.reload} />}
        </Loading>
      </section>
    </div>
  );
}

function isOpen(report: Report): boolean {
  return report.state === "queued" || report.state === "running";
}

interface CardProps {
  me: Person;
  report: Report;
  onDone: () => void;
  onScheduled: () => void;
}

function ReportCard({ me, report, onDone, onScheduled }: CardProps) {
  const words = useWords();
  const texts = reportWords.use();
  const [isRepeating, setIsRepeating] = useState(false);
  const { id, name, address, format, state, rows, total } = report;
  const body = { name, address, format };
  return (
    <li class="card">
      <h3>{name}</h3>
      <p>
        <b>{texts.states[state]}</b>
        {`, ${format.toUpperCase()}, ${texts.rows(groupDigits(rows), isOpen(report) && total !== null ? groupDigits(total) : "")}`}
      </p>
      {isOpen(report) ? <progress aria-label={name} max={Math.max(total ?? 0, rows, 1)} value={rows} /> : null}
      {report.reason ? <p>{report.reason}</p> : null}
      <p class="quiet">
        {[
          formatDayTime(report.created_at, me.zone, words),
          state === "done" && report.expires_at ? texts.until(formatDay(report.expires_at, me.zone, words)) : "",
        ]
          .filter(Boolean)
          .join(", ")}
      </p>
      {isRepeating ? (
        <ScheduleForm
          me={me}
          of={report}
          close={() => setIsRepeating(false)}
          onDone={() => (setIsRepeating(false), onScheduled())}
        />
      ) : (
        <div class="buttons">
          {state === "done" ? (
            <ActButton word={texts.download} act={() => download(report)} onDone={() => undefined} />
          ) : null}
          {isOpen(report) ? (
            <ActButton
              word={texts.cancel}
              act={() => talim.api.post("/analytics/reports/{id}/cancel/", { path: { id } })}
              onDone={onDone}
            />
          ) : (
            <ActButton
              word={texts.again}
              act={(key) => talim.api.post("/analytics/reports/", { body, idempotencyKey: key })}
              onDone={() => (showNotice(texts.asked), onDone())}
            />
          )}
          <button type="button" onClick={() => setIsRepeating(true)}>
            {texts.repeat}
            <span class="unseen"> {name}</span>
          </button>
        </div>
      )}
    </li>
  );
}

async function download({ id, name, format }: Report): Promise<void> {
  const file: unknown = await talim.api.get("/analytics/reports/{id}/file/", { path: { id } });
  if (file instanceof Blob) saveFile(file, `${name}.${format}`);
}
