/** The package of a block: a zip that is uploaded, and what the server found in it. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { useMaterialUpload } from "../../resources/teacher/material-upload.ts";
import { FileInput } from "../../ui/form/file-input.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { Problem } from "../../ui/problem.tsx";
import { editorWords } from "./words/index.ts";
import type { CourseFile } from "../blocks/block-types.ts";
import { asForm } from "./block-form.ts";
import type { DraftBlock, DraftBlockOf } from "./data.ts";

type Package = Answer<"/courses/courses/{id}/packages/{file}/", "get">;

const PAUSE = 2000;

interface PackageFieldsProps {
  block: DraftBlockOf<"interactive">;
  change: (block: DraftBlock) => void;
  course: string;
  file: CourseFile | undefined;
  onFile: (file: CourseFile) => void;
  errors: Record<string, string>;
}

export function PackageFields({ block, change, course, file, onFile, errors }: PackageFieldsProps) {
  const texts = editorWords.use();
  const id = useId();
  const { progress, send } = useMaterialUpload();
  const [problem, setProblem] = useState<unknown>();
  const [failed, setFailed] = useState<File | undefined>();
  const found = usePackage(course, block.file);
  // The package arrives long after it was chosen: what was written meanwhile stays.
  const latest = useRef(block);
  latest.current = block;
  const upload = async (chosen: File) => {
    setFailed(chosen);
    setProblem(undefined);
    try {
      const made = await send(chosen, (sent) =>
        talim.api.post("/courses/courses/{id}/packages/", { path: { id: course }, body: { upload: sent } }),
      );
      onFile(made.file as CourseFile);
      change({ ...latest.current, file: made.file.id, title: latest.current.title || made.file.title });
      setFailed(undefined);
    } catch (reason) {
      setProblem(() => reason);
    }
  };
  const error = errors["file"];
  return (
    <div class="file-source">
      <p>{file ? <strong>{file.title}</strong> : <span class="quiet">{texts.noFile}</span>}</p>
      {found ? <PackageSign found={found} /> : null}
      {error ? (
        <p class="wrong" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      <div class="field">
        <label for={`${id}-file`}>{file ? texts.otherFile : texts.choosePackage}</label>
        <FileInput
          id={`${id}-file`}
          name="file"
          accept=".zip,.h5p,application/zip"
          aria-invalid={error !== undefined}
          aria-describedby={error ? `${id}-error` : `${id}-help`}
          aria-required
          onChange={({ currentTarget: { files } }) => files?.[0] && void upload(files[0])}
        />
        <p class="quiet small" id={`${id}-help`}>
          {texts.packageHelp}
        </p>
      </div>
      {progress !== undefined ? (
        <p class="upload-progress" role="status">
          <progress value={progress} max={1} aria-label={texts.sending} /> {Math.round(progress * 100)} %
        </p>
      ) : null}
      {problem ? <Problem error={problem} again={failed ? () => void upload(failed) : undefined} /> : null}
      <TextField
        of={asForm({ title: block.title }, ({ title }) => change({ ...block, title }), errors)}
        name="title"
        label={texts.fileTitle}
      />
    </div>
  );
}

function PackageSign({ found }: { found: Package }) {
  const texts = editorWords.use();
  if (found.state === "refused")
    return (
      <p class="wrong" role="alert">
        {found.reason}
      </p>
    );
  return (
    <p class="quiet" role="status">
      {found.state === "ready" && found.kind
        ? texts.packageReady(texts.packageKinds[found.kind], found.files)
        : texts.unpacking}
    </p>
  );
}

/** What the server found in the package; asked again while it unpacks it. */
function usePackage(course: string, file: string | null): Package | undefined {
  const [found, setFound] = useState<Package>();
  useEffect(() => {
    setFound(undefined);
    if (!file) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const ask = () =>
      void talim.api.get("/courses/courses/{id}/packages/{file}/", { path: { id: course, file } }).then(
        (answer) => {
          if (left) return;
          setFound(answer);
          if (answer.state === "waiting" || answer.state === "unpacking") timer = setTimeout(ask, PAUSE);
        },
        () => left || (timer = setTimeout(ask, 2 * PAUSE)),
      );
    ask();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [course, file]);
  return found;
}
