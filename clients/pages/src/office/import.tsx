/** What became, or would become, of each line of a table. */

import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../app.tsx";
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
  const found = useLoad(() => tables.get(id), [id]);
  const queued = found.value?.state === "queued";
  usePoll(found, queued ? POLL_MS : undefined);
  const state = found.value?.state;
  useEffect(() => {
    if (state && state !== "queued") read?.();
  }, [state]);
  return <Loading of={found}>{(one) => <ImportReportView tables={tables} tableImport={one} run={run} changed={found.replace} />}</Loading>;
}

function ImportReportView({
  tables,
  tableImport: one,
  run,
  changed,
}: {
  tables: ImportKind;
  tableImport: TableImport;
  run: (() => void) | undefined;
  changed: (tableImport: TableImport) => void;
}) {
  const { office: w } = useWords();
  const takes = (one.figures["new"] ?? 0) + (one.figures["changed"] ?? 0);
  const used = Object.values(one.mapping);
  const columns = one.columns.filter((name) => used.includes(name));
  return (
    <section aria-labelledby="report">
      <h2 id="report">{one.file_name}</h2>
      <p class="state" role="status">
        <Icon name={one.state === "failed" ? "warning" : one.state === "queued" ? "clock" : "good"} />
        {w.importState[one.state]}
      </p>
      {one.problem ? <p class="notice bad">{one.problem}</p> : null}
      {one.state === "checked" || one.state === "done" ? (
        <ul class="tiles">
          {LINE_RESULTS.map((verdict) => (
            <li key={verdict}>
              <b class="number">{one.figures[verdict] ?? 0}</b> {w.verdict[verdict]}
            </li>
          ))}
        </ul>
      ) : null}
      {one.state === "undone" ? <p>{w.undone(one.figures["undone"] ?? 0, one.figures["kept"] ?? 0)}</p> : null}
      {columns.length ? (
        <p class="quiet">
          {w.columns(columns.join(", "))} {one.unknown.length ? w.unknown(one.unknown.join(", ")) : ""}
        </p>
      ) : null}
      {one.state === "checked" && run && takes ? (
        <button type="button" class="main" onClick={run}>
          {w.takeIn(takes)}
        </button>
      ) : null}
      {one.state === "done" && !one.dry_run ? <UndoImport tables={tables} tableImport={one} changed={changed} /> : null}
      {one.state === "queued" || one.state === "failed" ? null : <ImportLines tables={tables} tableImport={one} />}
    </section>
  );
}

function UndoImport({ tables, tableImport: one, changed }: { tables: ImportKind; tableImport: TableImport; changed: (tableImport: TableImport) => void }) {
  const words = useWords();
  const [error, fail] = useState<unknown>();
  const undo = () => void tables.undo(one.id).then(changed, (reason: unknown) => fail(() => reason));
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

function ImportLines({ tables, tableImport: one }: { tables: ImportKind; tableImport: TableImport }) {
  const { office: w } = useWords();
  const [verdict, choose] = useState<LineResult>(one.figures["refused"] ? "refused" : "new");
  const [page, turn] = useState(1);
  const query = { verdict, page, page_size: PAGE_SIZE, ordering: "number" };
  const rows = useLoad(() => tables.lines(one.id, query), [one.id, one.state, verdict, page]);
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
      {one.figures["refused"] ? <ErrorFile tables={tables} tableImport={one} /> : null}
      <Loading of={rows}>
        {({ results, count }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((row) => (
                  <li key={row.number} class="card">
                    <strong>
                      {w.line(row.number)} {one.columns.map((name) => row.cells[name]).filter(Boolean).join(" · ")}
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
function ErrorFile({ tables, tableImport: one }: { tables: ImportKind; tableImport: TableImport }) {
  const { office: w } = useWords();
  const [error, fail] = useState<unknown>();
  const take = async () => {
    try {
      const file = await tables.refused(one.id);
      if (file instanceof Blob) saveFile(file, `errors.${one.form.kind}`);
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
