/** The course as a file: written by a job, taken from here for some days. */

import type { Answer } from "@talim/client";
import { formatDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { transferWords } from "../../course_transfers/words/index.ts";
import type { CourseDraft } from "./data.ts";
import { PackageReport } from "./package-report.tsx";

type CourseExport = Answer<"/courses/courses/{id}/exports/{export_id}/", "get">;
type Wanted = { format: CourseExport["format"]; source: CourseExport["source"] };

/** How often (ms) a file that is being written is asked for. */
const POLL_MS = 1_500;
const SHOWN = 10;
const MEGABYTE = 1024 * 1024;

export function ExportCourse({ draft, me }: { draft: CourseDraft; me: Person }) {
  const texts = transferWords.use();
  const path = { id: draft.course };
  const files = useLoad(
    () => talim.api.get("/courses/courses/{id}/exports/", { path, query: { page_size: SHOWN } }),
    [draft.course],
  );
  usePoll(files, files.value?.results.some(({ state }) => state === "waiting") ? POLL_MS : undefined);
  const form = useForm<Wanted, CourseExport>({
    initial: { format: "talim", source: draft.published ? "published" : "draft" },
    send: (body) => talim.api.post("/courses/courses/{id}/exports/", { path, body }),
    onDone: files.reload,
  });
  return (
    <>
      <p class="quiet">{texts.exportHelp}</p>
      <Form of={form} word={texts.makeFile} label={texts.exportTitle}>
        <ChoiceField of={form} name="format" label={texts.format} options={listOptions(texts.formats)} required />
        {draft.published ? (
          <ChoiceField of={form} name="source" label={texts.source} options={listOptions(texts.sources)} required />
        ) : null}
      </Form>
      <h3>{texts.files}</h3>
      <Loading of={files}>
        {({ results }) =>
          results.length ? (
            <ul class="rows">
              {results.map((file) => (
                <ExportRow key={file.id} file={file} me={me} />
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noFiles}</p>
          )
        }
      </Loading>
    </>
  );
}

function ExportRow({ file, me }: { file: CourseExport; me: Person }) {
  const words = useWords();
  const texts = transferWords.use();
  const unsaid = file.report.filter(({ verdict }) => verdict !== "taken");
  return (
    <li>
      <span>
        <strong>{texts.formats[file.format]}</strong>
        <span class="quiet small">
          {[
            texts.sources[file.source],
            formatDay(file.created_at, me.zone, words),
            texts.until(formatDay(file.expires_at, me.zone, words)),
          ].join(" · ")}
        </span>
        {file.state === "waiting" ? (
          <span class="upload-progress" role="status">
            <progress value={file.percent} max={100} aria-label={texts.writing(file.percent)} /> {file.percent} %
          </span>
        ) : null}
        {file.state === "failed" ? <span class="wrong">{texts.exportFailed}</span> : null}
        {file.url ? (
          <a class="button" href={file.url} download>
            {texts.download(Math.max(0.1, (file.size ?? 0) / MEGABYTE).toFixed(1))}
          </a>
        ) : null}
        {unsaid.length ? (
          <details>
            <summary>{texts.cannotSay}</summary>
            <PackageReport rows={unsaid} />
          </details>
        ) : null}
      </span>
    </li>
  );
}

function listOptions<K extends string>(texts: Record<K, string>) {
  return (Object.keys(texts) as K[]).map((value) => ({ value, label: texts[value] }));
}
