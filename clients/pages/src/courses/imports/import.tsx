/** The report of an import: what happened, or would happen, to each line. */

import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { saveFile } from "../../ui/download.ts";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { FamilyInvitations } from "./invitations.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { Pager } from "../../office/pager.tsx";
import { markImports, pupilImports, type TableImport, type ImportKind, type LineResult } from "./import-kinds.ts";

const LINE_RESULTS: LineResult[] = ["new", "changed", "same", "refused"];
/** How often (ms) a queued import is loaded again. */
const POLL_MS = 1_500;
const PAGE_SIZE = 50;

export function ImportPage({ me, values }: PageProps) {
  return <ReportPage kind={pupilImports} me={me} id={values["id"] ?? ""} />;
}

export function MarkImportPage({ me, values }: PageProps) {
  return <ReportPage kind={markImports} me={me} id={values["id"] ?? ""} />;
}

export function ReportPage({ kind, me, id }: { kind: ImportKind; me: Person; id: string }) {
  const title = kind.title(useWords());
  return (
    <>
      <p>
        <Link to={kind.page}>← {title}</Link>
      </p>
      <h1>{title}</h1>
      <ImportReport kind={kind} me={me} id={id} />
    </>
  );
}

/** `run` imports the checked file anew; without it the server's copy is taken. `onRead` is called when the table was read to its end. */
export function ImportReport({
  kind,
  me,
  id,
  run,
  onRead,
}: {
  kind: ImportKind;
  me: Person;
  id: string;
  run?: (() => void) | undefined;
  onRead?: () => void;
}) {
  const imported = useLoad(() => kind.get(id), [id]);
  const isQueued = imported.value?.state === "queued";
  usePoll(imported, isQueued ? POLL_MS : undefined);
  const state = imported.value?.state;
  useEffect(() => {
    if (state && state !== "queued") onRead?.();
  }, [state]);
  return (
    <Loading of={imported}>
      {(tableImport) => (
        <ImportReportView kind={kind} me={me} tableImport={tableImport} run={run} onChanged={imported.replace} />
      )}
    </Loading>
  );
}

function ImportReportView({
  kind,
  me,
  tableImport,
  run,
  onChanged,
}: {
  kind: ImportKind;
  me: Person;
  tableImport: TableImport;
  run: (() => void) | undefined;
  onChanged: (tableImport: TableImport) => void;
}) {
  const { office: texts } = useWords();
  const importableCount = (tableImport.figures["new"] ?? 0) + (tableImport.figures["changed"] ?? 0);
  const usedColumns = Object.values(tableImport.mapping);
  const columns = tableImport.columns.filter((name) => usedColumns.includes(name));
  return (
    <section aria-labelledby="report">
      <h2 id="report">{tableImport.file_name}</h2>
      <p class="state" role="status">
        <Icon name={tableImport.state === "failed" ? "warning" : tableImport.state === "queued" ? "clock" : "good"} />
        {texts.importState[tableImport.state]}
      </p>
      {tableImport.problem ? <p class="notice bad">{tableImport.problem}</p> : null}
      {tableImport.state === "checked" || tableImport.state === "done" ? (
        <ul class="tiles">
          {LINE_RESULTS.map((verdict) => (
            <li key={verdict}>
              <b class="number">{tableImport.figures[verdict] ?? 0}</b> {texts.verdict[verdict]}
            </li>
          ))}
        </ul>
      ) : null}
      {tableImport.state === "undone" ? (
        <p>{texts.undone(tableImport.figures["undone"] ?? 0, tableImport.figures["kept"] ?? 0)}</p>
      ) : null}
      {columns.length ? (
        <p class="quiet">
          {texts.columns(columns.join(", "))}{" "}
          {tableImport.unknown.length ? texts.unknown(tableImport.unknown.join(", ")) : ""}
        </p>
      ) : null}
      {tableImport.state === "checked" && importableCount ? (
        <div class="buttons">
          {run ? (
            <button type="button" class="main" onClick={run}>
              {texts.takeIn(importableCount)}
            </button>
          ) : (
            <ActButton
              word={texts.takeIn(importableCount)}
              class="main"
              act={(key) => kind.run(tableImport.id, key)}
              onDone={({ id }) => navigate(`${kind.page}/${id}`)}
            />
          )}
        </div>
      ) : null}
      {tableImport.state === "done" && !tableImport.dry_run ? (
        <>
          {kind.invites && hasPermission(me, "accounts.manage_people") ? (
            <FamilyInvitations importId={tableImport.id} />
          ) : null}
          <UndoImport kind={kind} tableImport={tableImport} onChanged={onChanged} />
        </>
      ) : null}
      {tableImport.state === "queued" || tableImport.state === "failed" ? null : (
        <ImportLines kind={kind} tableImport={tableImport} />
      )}
    </section>
  );
}

function UndoImport({
  kind,
  tableImport,
  onChanged,
}: {
  kind: ImportKind;
  tableImport: TableImport;
  onChanged: (tableImport: TableImport) => void;
}) {
  const words = useWords();
  const [error, setError] = useState<unknown>();
  const undo = () => void kind.undo(tableImport.id).then(onChanged, (reason: unknown) => setError(() => reason));
  return (
    <>
      <p>{kind.undoHelp(words)}</p>
      <button type="button" onClick={undo}>
        {words.office.undo}
      </button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}

function ImportLines({ kind, tableImport }: { kind: ImportKind; tableImport: TableImport }) {
  const { office: texts } = useWords();
  const [verdict, setVerdict] = useState<LineResult>(tableImport.figures["refused"] ? "refused" : "new");
  const [page, setPage] = useState(1);
  const query = { verdict, page, page_size: PAGE_SIZE, ordering: "number" };
  const rows = useLoad(() => kind.lines(tableImport.id, query), [tableImport.id, tableImport.state, verdict, page]);
  return (
    <>
      <Choice
        label={texts.linesTitle}
        options={texts.verdict}
        chosen={verdict}
        choose={(next) => {
          setVerdict(next);
          setPage(1);
        }}
      />
      {tableImport.figures["refused"] ? <ErrorFile kind={kind} tableImport={tableImport} /> : null}
      <Loading of={rows}>
        {({ results, count }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((row) => (
                  <li key={row.number} class="card">
                    <strong>
                      {texts.line(row.number)}{" "}
                      {tableImport.columns
                        .map((name) => row.cells[name])
                        .filter(Boolean)
                        .join(" · ")}
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
              <Pager page={page} pages={Math.ceil(count / PAGE_SIZE)} turn={setPage} />
            </>
          ) : (
            <p class="empty">{texts.noLines}</p>
          )
        }
      </Loading>
    </>
  );
}

/** A button that saves the refused lines as a file, to be corrected and imported again. */
function ErrorFile({ kind, tableImport }: { kind: ImportKind; tableImport: TableImport }) {
  const { office: texts } = useWords();
  const [error, setError] = useState<unknown>();
  const download = async () => {
    try {
      const file = await kind.refused(tableImport.id);
      if (file instanceof Blob) saveFile(file, `errors.${tableImport.form.kind}`);
    } catch (reason) {
      setError(() => reason);
    }
  };
  return (
    <p>
      <button type="button" onClick={() => void download()}>
        {texts.errorFile}
      </button>
      {error ? <Problem error={error} /> : null}
    </p>
  );
}
