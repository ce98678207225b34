/** Import a table of pupils, of marks or of leads: first a dry run, then the import. */

import { useRef, useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { clearFileField, checkReadable } from "../../ui/file.ts";
import { FileInput } from "../../ui/form/file-input.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { useBranches } from "../../office/branches.ts";
import { ImportReport } from "./import.tsx";
import { markImports, pupilImports, type Preset, type ImportKind } from "./import-kinds.ts";

export function Imports({ me }: PageProps) {
  return <ImportsPage kind={pupilImports} me={me} />;
}

export function MarkImports({ me }: PageProps) {
  return <ImportsPage kind={markImports} me={me} />;
}

export function ImportsPage({ kind, me }: { kind: ImportKind; me: Person }) {
  const words = useWords();
  const texts = words.office;
  const [preset, setPreset] = useState<Preset>("");
  const [group, setGroup] = useState("");
  const [branch, setBranch] = useState("");
  const [id, setId] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const earlierImports = useLoad(kind.newest, [id]);
  const send = async (dry_run: boolean) => {
    const file = field.current?.files?.[0];
    if (!file) return field.current?.focus();
    setBusy(true);
    setError(undefined);
    try {
      const query = { ...(group ? { group } : {}), ...(branch ? { branch } : {}), ...(preset ? { preset } : {}) };
      setId((await kind.send({ file: await checkReadable(file), dry_run, ...query })).id);
    } catch (reason) {
      setError(() => reason);
    }
    setBusy(false);
    return undefined;
  };
  const check = (event: SubmitEvent) => {
    event.preventDefault();
    void send(true);
  };
  const reset = () => {
    setId("");
    setError(undefined);
  };
  /** A check holds only for the choices that it was made with. */
  const withReset =
    <T,>(setValue: (value: T) => void) =>
    (value: T) => {
      setValue(value);
      setId("");
    };
  return (
    <>
      <h1>{kind.title(words)}</h1>
      <form onSubmit={check}>
        <p>{kind.help(words)}</p>
        <label for="file">{texts.file}</label>
        <FileInput
          id="file"
          field={field}
          accept=".csv,.xlsx"
          required
          disabled={busy}
          onClick={(event) => {
            clearFileField(event);
            reset();
          }}
          onChange={reset}
        />
        {kind.presets ? (
          <>
            <p class="label">{texts.whence}</p>
            <Choice
              label={texts.whence}
              options={{ "": texts.anyTable, modme: "Modme", alfacrm: "AlfaCRM" }}
              chosen={preset}
              choose={withReset(setPreset)}
              disabled={busy}
            />
          </>
        ) : null}
        {kind.places === "groups" ? (
          <DefaultGroup chosen={group} choose={withReset(setGroup)} disabled={busy} />
        ) : (
          <BranchChoice chosen={branch} choose={withReset(setBranch)} disabled={busy} />
        )}
        {error ? <Problem error={error} /> : null}
        <button type="submit" class={id ? "" : "main"} disabled={busy}>
          {busy ? words.loading : texts.check}
        </button>
      </form>
      {id ? (
        <ImportReport
          key={id}
          kind={kind}
          me={me}
          id={id}
          run={() => void (busy ? undefined : send(false))}
          onRead={earlierImports.reload}
        />
      ) : null}
      <section aria-labelledby="before">
        <h2 id="before">{texts.importsBefore}</h2>
        <Loading of={earlierImports}>
          {(all) =>
            all.length ? (
              <ul class="cards">
                {all.map((tableImport) => (
                  <li key={tableImport.id}>
                    <Link to={`${kind.page}/${tableImport.id}`} class="card">
                      <strong>{tableImport.file_name || texts.fileGone}</strong>
                      <span>
                        {tableImport.dry_run ? texts.onlyChecked : texts.importState[tableImport.state]}
                        {tableImport.figures["rows"] ? ` · ${texts.lines(tableImport.figures["rows"])}` : ""}
                      </span>
                      <span class="quiet small">
                        {[formatDayTime(tableImport.created_at, me.zone, words), tableImport.by?.full_name]
                          .filter(Boolean)
                          .join(" · ")}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="empty">{texts.noImports}</p>
            )
          }
        </Loading>
      </section>
    </>
  );
}

interface ChoiceProps {
  chosen: string;
  choose: (id: string) => void;
  disabled: boolean;
}

/** The group of all lines that name none. */
function DefaultGroup({ chosen, choose, disabled }: ChoiceProps) {
  const { office: texts } = useWords();
  const query = { status: "active" as const, ordering: "name", page_size: 100 };
  const groups = useLoad(
    () => fetchAllPages((page) => talim.api.get("/courses/groups/", { query: { ...query, page } })),
    [],
  );
  return (
    <Loading of={groups}>
      {(all) => (
        <>
          <label for="group">{texts.groupOfAll}</label>
          <select id="group" value={chosen} disabled={disabled} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{texts.groupInTable}</option>
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

/** The branch of all lines; who works in one has no choice. */
function BranchChoice({ chosen, choose, disabled }: ChoiceProps) {
  const words = useWords();
  const branches = useBranches("own");
  if (branches.length < 2) return null;
  return (
    <>
      <label for="branch">{words.office.importBranch}</label>
      <select id="branch" disabled={disabled} required onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{words.form.choose}</option>
        {branches.map(({ id, name }) => (
          <option key={id} value={id} selected={id === chosen}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}
