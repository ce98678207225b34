/** What became, or would become, of each line of a table. */

import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { Choice } from "../ui/choice.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { Pager } from "./pager.tsx";
import { markImports, pupilImports, type TableImport, type ImportKind, type LineResult } from "./import-kinds.ts";

const LINE_RESULTS: LineResult[] = ["new", "changed", "same", "refused"];
/** How often (ms) a table that is being read is asked for. */
const POLL_MS = 1_500;
const PAGE_SIZE = 50;

export function ImportPage({ values }: PageProps) {
  return <ReportPage tables={pupilImports} id={values["id"] ?? ""} />;
}

export function MarkImportPage({ values }: PageProps) {
  return <ReportPage tables={markImports} id={values["id"] ?? ""} />;
}

function ReportPage({ tables, id }: { tables: ImportKind; id: string }) {
  const title = tables.title(useWords());
  return (
    <>
      <p>
        <Link to={tables.page}>← {title}</Link>
      </p>
      <h1>{title}</h1>
      <ImportReport tables={tables} id={id} />
    </>
  );
}

/** `run` takes in what was checked; it is asked for with the same file. `read`: the table was read to its end. */
export function ImportReport({
  tables,
  id,
  run,
  read,
}: {
  tables: ImportKind;
  id: string;
  run?: (() => void) | undefined;
  read?: () => void;
}) {
  const imported = useLoad(() => tables.get(id), [id]);
  const queued = imported.value?.state === "queued";
  usePoll(imported, queued ? POLL_MS : undefined);
  const state = imported.value?.state;
  useEffect(() => {
    if (state && state !== "queued") read?.();
  }, [state]);
  return <Loading of={imported}>{(tableImport) => <ImportReportView tables={tables} tableImport={tableImport} run={run} changed={imported.replace} />}</Loading>;
}

function ImportReportView({
  tables,
  tableImport,
  run,
  changed,
}: {
  tables: ImportKind;
  tableImport: TableImport;
  run: (() => void) | undefined;
  changed: (tableImport: TableImport) => void;
}) {
  const { office: w } = useWords();
  const takes = (tableImport.figures["new"] ?? 0) + (tableImport.figures["changed"] ?? 0);
  const used = Object.values(tableImport.mapping);
  const columns = tableImport.columns.filter((name) => used.includes(name));
  return (
    <section aria-labelledby="report">
      <h2 id="report">{tableImport.file_name}</h2>
      <p class="state" role="status">
        <Icon name={tableImport.state === "failed" ? "warning" : tableImport.state === "queued" ? "clock" : "good"} />
        {w.importState[tableImport.state]}
      </p>
      {tableImport.problem ? <p class="notice bad">{tableImport.problem}</p> : null}
      {tableImport.state === "checked" || tableImport.state === "done" ? (
        <ul class="tiles">
          {LINE_RESULTS.map((verdict) => (
            <li key={verdict}>
              <b class="number">{tableImport.figures[verdict] ?? 0}</b> {w.verdict[verdict]}
            </li>
          ))}
        </ul>
      ) : null}
      {tableImport.state === "undone" ? <p>{w.undone(tableImport.figures["undone"] ?? 0, tableImport.figures["kept"] ?? 0)}</p> : null}
      {columns.length ? (
        <p class="quiet">
          {w.columns(columns.join(", "))} {tableImport.unknown.length ? w.unknown(tableImport.unknown.join(", ")) : ""}
        </p>
      ) : null}
      {tableImport.state === "checked" && run && takes ? (
        <button type="button" class="main" onClick={run}>
          {w.takeIn(takes)}
        </button>
      ) : null}
      {tableImport.state === "done" && !tableImport.dry_run ? <UndoImport tables={tables} tableImport={tableImport} changed={changed} /> : null}
      {tableImport.state === "queued" || tableImport.state === "failed" ? null : <ImportLines tables={tables} tableImport={tableImport} />}
    </section>
  );
}

function UndoImport({ tables, tableImport, changed }: { tables: ImportKind; tableImport: TableImport; changed: (tableImport: TableImport) => void }) {
  const words = useWords();
  const [error, fail] = useState<unknown>();
  const undo = () => void tables.undo(tableImport.id).then(changed, (reason: unknown) => fail(() => reason));
  return (
    <>
      <p>{tables.undoHelp(words)}</p>
      <button type="button" onClick={undo}>
        {words.office.undo}
      </button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}

function ImportLines({ tables, tableImport }: { tables: ImportKind; tableImport: TableImport }) {
  const { office: w } = useWords();
  const [verdict, choose] = useState<LineResult>(tableImport.figures["refused"] ? "refused" : "new");
  const [page, turn] = useState(1);
  const query = { verdict, page, page_size: PAGE_SIZE, ordering: "number" };
  const rows = useLoad(() => tables.lines(tableImport.id, query), [tableImport.id, tableImport.state, verdict, page]);
  return (
    <>
      <Choice
        label={w.linesTitle}
        options={w.verdict}
        chosen={verdict}
        choose={(next) => {
          choose(next);
          turn(1);
        }}
      />
      {tableImport.figures["refused"] ? <ErrorFile tables={tables} tableImport={tableImport} /> : null}
      <Loading of={rows}>
        {({ results, count }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((row) => (
                  <li key={row.number} class="card">
                    <strong>
                      {w.line(row.number)} {tableImport.columns.map((name) => row.cells[name]).filter(Boolean).join(" · ")}
                    </strong>
                    {Object.entries(row.errors).map(([field, problems]) => (
                      <span key={field} class="state warn">
                        <Icon name="warning" />
                        {problems.join(" ")}
                      </span>
                    ))}
                  </li>
                ))}
              </ul>
              <Pager page={page} pages={Math.ceil(count / PAGE_SIZE)} turn={turn} />
            </>
          ) : (
            <p class="empty">{w.noLines}</p>
          )
        }
      </Loading>
    </>
  );
}

/** The refused lines as a file, to be put right there and sent again. */
function ErrorFile({ tables, tableImport }: { tables: ImportKind; tableImport: TableImport }) {
  const { office: w } = useWords();
  const [error, fail] = useState<unknown>();
  const take = async () => {
    try {
      const file = await tables.refused(tableImport.id);
      if (file instanceof Blob) saveFile(file, `errors.${tableImport.form.kind}`);
    } catch (reason) {
      fail(() => reason);
    }
  };
  return (
    <p>
      <button type="button" onClick={() => void take()}>
        {w.errorFile}
      </button>
      {error ? <Problem error={error} /> : null}
    </p>
  );
}

function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
