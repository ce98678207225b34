/** A package becomes a draft: sent with its progress, read, reported, and imported when the person agrees. */

import { useId, useState } from "preact/hooks";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { useMaterialUpload } from "../../resources/teacher/material-upload.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { FileInput } from "../../ui/form/file-input.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { transferWords } from "../../course_transfers/words/index.ts";
import { PackageReport, type CourseImport } from "./package-report.tsx";

/** How often (ms) an import that is at work is asked for. */
const POLL_MS = 1_000;
const ACCEPT = ".zip,.imscc,.mbz,application/zip,application/gzip";
const EARLIER = 5;

interface ImportCourseProps {
  /** A course whose draft is empty; without it a new course is made. */
  course?: string;
  /** The draft is made or taken back. */
  onDone: () => void;
}

export function ImportCourse({ course, onDone }: ImportCourseProps) {
  const texts = transferWords.use();
  const [id, setId] = useState<string | undefined>();
  const [problem, setProblem] = useState<unknown>();
  const { progress, send } = useMaterialUpload("course_package");
  const key = useId();
  const upload = (file: File) => {
    setProblem(undefined);
    const use = (sent: string) =>
      talim.api.post("/courses/courses/imports/", { body: { upload: sent, ...(course ? { course } : {}) } });
    send(file, use).then(
      (made) => setId(made.id),
      (reason: unknown) => setProblem(() => reason),
    );
  };
  if (id) return <ImportReport key={id} id={id} onDone={onDone} another={() => setId(undefined)} />;
  return (
    <>
      <p class="quiet">{texts.importHelp}</p>
      <div class="field">
        <label for={key}>{texts.chooseFile}</label>
        <FileInput
          id={key}
          name="package"
          accept={ACCEPT}
          aria-invalid={problem !== undefined}
          aria-describedby={undefined}
          aria-required
          onChange={({ currentTarget: { files } }) => files?.[0] && upload(files[0])}
        />
      </div>
      {progress === undefined ? null : (
        <p class="upload-progress" role="status">
          <progress value={progress} max={1} aria-label={texts.sending} /> {texts.progress(Math.round(progress * 100))}
        </p>
      )}
      {problem ? <Problem error={problem} /> : null}
      <EarlierImports open={setId} />
    </>
  );
}

function EarlierImports({ open }: { open: (id: string) => void }) {
  const texts = transferWords.use();
  const imports = useLoad(() => talim.api.get("/courses/courses/imports/", { query: { page_size: EARLIER } }), []);
  return (
    <Loading of={imports}>
      {({ results }) =>
        results.length ? (
          <>
            <h3>{texts.earlier}</h3>
            <ul class="rows">
              {results.map(({ id, name, title, state }) => (
                <li key={id}>
                  <span>
                    <button type="button" class="link" onClick={() => open(id)}>
                      {title || name}
                    </button>
                    <span class="quiet small">{texts.states[state]}</span>
                  </span>
                </li>
              ))}
            </ul>
          </>
        ) : null
      }
    </Loading>
  );
}

function ImportReport({ id, onDone, another }: { id: string; onDone: () => void; another: () => void }) {
  const imported = useLoad(() => talim.api.get("/courses/courses/imports/{id}/", { path: { id } }), [id]);
  const state = imported.value?.state;
  usePoll(imported, state === "checking" || state === "running" ? POLL_MS : undefined);
  const change = (changed: CourseImport) => {
    imported.replace(changed);
    onDone();
  };
  return (
    <Loading of={imported}>{(entry) => <ReportView entry={entry} onChanged={change} another={another} />}</Loading>
  );
}

function ReportView({
  entry,
  onChanged,
  another,
}: {
  entry: CourseImport;
  onChanged: (entry: CourseImport) => void;
  another: () => void;
}) {
  const texts = transferWords.use();
  const path = { id: entry.id };
  const isBusy = entry.state === "checking" || entry.state === "running";
  return (
    <>
      <h3>{entry.title || entry.name}</h3>
      <p class="state" role="status">
        <Icon name={entry.state === "failed" ? "warning" : isBusy ? "clock" : "good"} />
        {texts.states[entry.state]}
      </p>
      {isBusy ? (
        <p class="upload-progress">
          <progress value={entry.percent} max={100} aria-label={texts.states[entry.state]} />{" "}
          {texts.progress(entry.percent)}
        </p>
      ) : null}
      {entry.problem ? <p class="notice bad">{entry.problem}</p> : null}
      {entry.report.length ? (
        <p>{texts.counts({ modules: 0, lessons: 0, blocks: 0, files: 0, ...entry.figures })}</p>
      ) : null}
      <div class="buttons">
        {entry.state === "checked" ? (
          <ActButton
            class="main"
            word={texts.run}
            act={() => talim.api.post("/courses/courses/imports/{id}/run/", { path })}
            onDone={onChanged}
          />
        ) : null}
        {entry.state === "done" && entry.course ? (
          <Link class="button main" to={`write/${entry.course}`}>
            {texts.openDraft}
          </Link>
        ) : null}
        {entry.state === "done" ? (
          <ActButton
            word={texts.undo}
            question={<p>{texts.undoQuestion}</p>}
            act={() => talim.api.post("/courses/courses/imports/{id}/undo/", { path })}
            onDone={onChanged}
          />
        ) : null}
        {entry.quizzes_url ? (
          <a class="button" href={entry.quizzes_url} download>
            {texts.quizzes}
          </a>
        ) : null}
        {isBusy ? null : (
          <button type="button" onClick={another}>
            {texts.another}
          </button>
        )}
      </div>
      {entry.report.length ? <PackageReport rows={entry.report} /> : null}
    </>
  );
}
