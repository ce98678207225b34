/** A table of pupils: looked at first, then taken in. */

import { useRef, useState } from "preact/hooks";
import type { PageProps } from "../app.tsx";
import { dayTime } from "../format.ts";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { Report } from "./import.tsx";

type Preset = "none" | "modme" | "alfacrm";

export function Imports({ me }: PageProps) {
  const words = useWords();
  const w = words.office;
  const [file, choose] = useState<File | null>(null);
  const [preset, from] = useState<Preset>("none");
  const [id, checked] = useState("");
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const before = useLoad(
    async () =>
      (await talim.api.get("/courses/imports/", { query: { page_size: 10, ordering: "-created_at" } })).results,
    [id],
  );
  const send = async (dry_run: boolean) => {
    if (!file) return field.current?.focus();
    wait(true);
    fail(undefined);
    try {
      const form = { file, dry_run, preset: preset === "none" ? ("" as const) : preset };
      checked((await talim.api.post("/courses/imports/students/", { form })).id);
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
  return (
    <>
      <h1>{w.imports}</h1>
      <form onSubmit={check}>
        <p>{w.importHelp}</p>
        <label for="file">{w.file}</label>
        <input
          id="file"
          ref={field}
          type="file"
          accept=".csv,.xlsx"
          required
          onChange={(event) => {
            choose(event.currentTarget.files?.[0] ?? null);
            checked("");
          }}
        />
        <p class="label">{w.whence}</p>
        <Choice
          label={w.whence}
          options={{ none: w.anyTable, modme: "Modme", alfacrm: "AlfaCRM" }}
          chosen={preset}
          choose={(one) => {
            from(one);
            checked("");
          }}
        />
        {error ? <Problem error={error} /> : null}
        <button type="submit" class={id ? "" : "main"} disabled={busy}>
          {busy ? words.loading : w.check}
        </button>
      </form>
      {id ? <Report key={id} id={id} run={busy ? undefined : () => void send(false)} /> : null}
      <section aria-labelledby="before">
        <h2 id="before">{w.importsBefore}</h2>
        <Loading of={before}>
          {(all) =>
            all.length ? (
              <ul class="cards">
                {all.map((one) => (
                  <li key={one.id}>
                    <Link to={`imports/${one.id}`} class="card">
                      <strong>{one.file_name}</strong>
                      <span>
                        {one.dry_run ? w.onlyChecked : w.importState[one.state]}
                        {one.figures["rows"] ? ` · ${w.lines(one.figures["rows"])}` : ""}
                      </span>
                      <span class="quiet small">
                        {[dayTime(one.created_at, me.zone, words), one.by?.full_name].filter(Boolean).join(" · ")}
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
