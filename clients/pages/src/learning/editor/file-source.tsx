/** The file of a block: uploaded in pieces with its progress, or taken from the media library. */

import { useId, useRef, useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { useMaterialUpload } from "../../resources/teacher/material-upload.ts";
import { FileInput } from "../../ui/form/file-input.tsx";
import { PickInput } from "../../ui/form/pick-field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { editorWords } from "./words/index.ts";
import type { CourseFile } from "../blocks/block-types.ts";
import type { FileKind } from "./data.ts";

/** What the device offers for each kind; the server looks at what is in the file. */
const ACCEPT: Record<FileKind, string> = {
  image: "image/*",
  audio: "audio/*",
  video: "video/*",
  pdf: "application/pdf,.pdf",
  slides: ".pptx,.pdf",
  file: "",
};
/** Kinds of the library that fit. */
const LIBRARY: Record<FileKind, string[]> = {
  image: ["image"],
  audio: ["audio"],
  video: ["video"],
  pdf: ["document"],
  slides: ["slides", "document"],
  file: [],
};
/** How many are offered at once. */
const SHOWN = 12;

interface FileSourceProps {
  kind: FileKind;
  course: string;
  file: CourseFile | undefined;
  onFile: (file: CourseFile) => void;
  error?: string | undefined;
  /** What is made of a file before it is sent. */
  prepare?: (file: File) => Promise<File>;
}

export function FileSource({ kind, course, file, onFile, error, prepare = async (chosen) => chosen }: FileSourceProps) {
  const texts = editorWords.use();
  const id = useId();
  const { progress, send } = useMaterialUpload();
  const [problem, setProblem] = useState<unknown>();
  const [failed, setFailed] = useState<File | undefined>();
  const path = { id: course };
  // A file may arrive long after it was chosen: what was written meanwhile stays.
  const latest = useRef(onFile);
  latest.current = onFile;
  const attempt = async (work: () => Promise<CourseFile>) => {
    setProblem(undefined);
    try {
      const file = await work();
      latest.current(file);
      setFailed(undefined);
    } catch (reason) {
      setProblem(() => reason);
    }
  };
  const upload = (chosen: File) => {
    setFailed(chosen);
    void attempt(async () =>
      send(await prepare(chosen), (sent) =>
        talim.api.post("/courses/courses/{id}/files/", { path, body: { upload: sent } }),
      ),
    );
  };
  const find = async (typed: string) => {
    const query = { page_size: SHOWN, ...(typed ? { search: typed } : {}) };
    const { results } = await talim.api.get("/resources/library/", { query });
    const fitting = LIBRARY[kind];
    return results
      .filter((media) => media.kind !== "link" && (!fitting.length || fitting.includes(media.kind)))
      .map(({ id: value, title }) => ({ id: value, label: title }));
  };
  const control = (part: string) => ({
    id: `${id}-${part}`,
    name: part,
    "aria-invalid": error !== undefined,
    "aria-describedby": error ? `${id}-error` : undefined,
    "aria-required": true,
  });
  return (
    <div class="file-source">
      <p>{file ? <strong>{file.title}</strong> : <span class="quiet">{texts.noFile}</span>}</p>
      {file && kind === "image" ? <img class="photo" src={file.url} alt="" /> : null}
      {error ? (
        <p class="wrong" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      <div class="field-row">
        <div class="field">
          <label for={`${id}-file`}>{file ? texts.otherFile : texts.chooseFile}</label>
          <FileInput
            {...control("file")}
            accept={ACCEPT[kind]}
            onChange={({ currentTarget: { files } }) => files?.[0] && upload(files[0])}
          />
        </div>
        <div class="field">
          <label for={`${id}-media`}>{texts.fromLibrary}</label>
          <PickInput
            label={texts.fromLibrary}
            control={control("media")}
            find={find}
            picked={null}
            onPick={(picked) =>
              picked &&
              void attempt(() => talim.api.post("/courses/courses/{id}/files/", { path, body: { media: picked.id } }))
            }
            clears
          />
        </div>
      </div>
      {progress !== undefined ? (
        <p class="upload-progress" role="status">
          <progress value={progress} max={1} aria-label={texts.sending} /> {Math.round(progress * 100)} %
        </p>
      ) : null}
      {problem ? <Problem error={problem} again={failed ? () => upload(failed) : undefined} /> : null}
    </div>
  );
}
