/** A table of pupils or of marks: looked at first, then taken in. */

import { useRef, useState } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { formatDayTime } from "../format.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { clearFileField, checkReadable } from "../ui/file.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { fetchAllPages } from "./all-pages.ts";
import { ImportReport } from "./import.tsx";
import { markImports, pupilImports, type Preset, type ImportKind } from "./import-kinds.ts";

export function Imports({ me }: PageProps) {
  return <ImportsPage tables={pupilImports} me={me} />;
}

export function MarkImports({ me }: PageProps) {
  return <ImportsPage tables={markImports} me={me} />;
}

function ImportsPage({ tables, me }: { tables: ImportKind; me: Person }) {
  const words = useWords();
  const w = words.office;
  const [preset, from] = useState<Preset>("");
  const [group, name] = useState("");
  const [id, checked] = useState("");
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const before = useLoad(tables.newest, [id]);
  const send = async (dry_run: boolean) => {
    const file = field.current?.files?.[0];
    if (!file) return field.current?.focus();
    wait(true);
    fail(undefined);
    try {
      const query = { ...(group ? { group } : {}), ...(preset ? { preset } : {}) };
      checked((await tables.send({ file: await checkReadable(file), dry_run, ...query })).id);
    } catch (reason) {
      fail(() => reason);
    }
    wait(false);
    return undefined;
  };
  const check = (event: SubmitEvent) => {
    event.preventDefault();
    void send(true);
  };
  const another = () => {
    checked("");
    fail(undefined);
  };
  /** What was checked was checked with what was chosen then. */
  const anew =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      checked("");
    };
  return (
    <>
      <h1>{tables.title(words)}</h1>
      <form onSubmit={check}>
        <p>{tables.help(words)}</p>
        <label for="file">{w.file}</label>
        <input
          id="file"
          ref={field}
          type="file"
          accept=".csv,.xlsx"
          required
          disabled={busy}
          onClick={(event) => {
            clearFileField(event);
            another();
          }}
          onChange={another}
        />
        {tables.presets ? (
          <>
            <p class="label">{w.whence}</p>
            <Choice
              label={w.whence}
              options={{ "": w.anyTable, modme: "Modme", alfacrm: "AlfaCRM" }}
              chosen={preset}
              choose={anew(from)}
              disabled={busy}
            />
          </>
        ) : null}
        <DefaultGroup chosen={group} choose={anew(name)} disabled={busy} />
        {error ? <Problem error={error} /> : null}
        <button type="submit" class={id ? "" : "main"} disabled={busy}>
          {busy ? words.loading : w.check}
        </button>
      </form>
      {id ? (
        <ImportReport
          key={id}
          tables={tables}
          id={id}
          run={busy ? undefined : () => void send(false)}
          read={before.reload}
        />
      ) : null}
      <section aria-labelledby="before">
        <h2 id="before">{w.importsBefore}</h2>
        <Loading of={before}>
          {(all) =>
            all.length ? (
              <ul class="cards">
                {all.map((tableImport) => (
                  <li key={tableImport.id}>
                    <Link to={`${tables.page}/${tableImport.id}`} class="card">
                      <strong>{tableImport.file_name || w.fileGone}</strong>
                      <span>
                        {tableImport.dry_run ? w.onlyChecked : w.importState[tableImport.state]}
                        {tableImport.figures["rows"] ? ` · ${w.lines(tableImport.figures["rows"])}` : ""}
                      </span>
                      <span class="quiet small">
                        {[formatDayTime(tableImport.created_at, me.zone, words), tableImport.by?.full_name].filter(Boolean).join(" · ")}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="empty">{w.noImports}</p>
            )
          }
        </Loading>
      </section>
    </>
  );
}

interface DefaultGroupProps {
  chosen: string;
  choose: (id: string) => void;
  disabled: boolean;
}

/** The group of all lines that name none. */
function DefaultGroup({ chosen, choose, disabled }: DefaultGroupProps) {
  const { office: w } = useWords();
  const query = { status: "active" as const, ordering: "name", page_size: 100 };
  const groups = useLoad(() => fetchAllPages((page) => talim.api.get("/courses/groups/", { query: { ...query, page } })), []);
  return (
    <Loading of={groups}>
      {(all) => (
        <>
          <label for="group">{w.groupOfAll}</label>
          <select
            id="group"
            value={chosen}
            disabled={disabled}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <option value="">{w.groupInTable}</option>
            {all.map((group) => (
              <option key={group.id} value={group.id}>
                {group.name}
              </option>
            ))}
          </select>
        </>
      )}
    </Loading>
  );
}
