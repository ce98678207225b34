/** What a lesson shows of a file: a picture, or a card to save it. */

import { Icon } from "../../ui/icon.tsx";
import { courseBlockWords } from "./words/index.ts";
import type { BlockOf, CourseFile } from "./block-types.ts";
import { useFileAddress } from "./file-address.ts";

const KILOBYTE = 1024;

export function ImageBlock({ block: { file, alt, decorative, caption } }: { block: BlockOf<"image"> }) {
  const address = useFileAddress(file);
  if (!file) return null;
  return (
    <figure>
      {address ? (
        <img class="lesson-picture" src={address} alt={decorative ? "" : alt} />
      ) : (
        <MissingFile title={decorative ? "" : alt} />
      )}
      {caption ? <figcaption>{caption}</figcaption> : null}
    </figure>
  );
}

/** In the place of a file that is not on the device. */
export function MissingFile({ title }: { title: string }) {
  const texts = courseBlockWords.use();
  return (
    <p class="quiet">
      <Icon name="away" /> {title ? `${title}: ` : ""}
      {texts.notHere}
    </p>
  );
}

/** A file to save: slides, or any other. */
export function FileBlock({ block: { file, title, kind } }: { block: BlockOf<"file" | "slides"> }) {
  const texts = courseBlockWords.use();
  if (!file) return null;
  return (
    <div class="card file-card">
      <strong>{title || file.title}</strong>
      <span class="quiet small">
        {kind === "slides" ? `${texts.slides} · ` : ""}
        {formatSize(file.size)}
      </span>
      <SaveLink file={file} />
    </div>
  );
}

export function SaveLink({ file }: { file: CourseFile }) {
  const texts = courseBlockWords.use();
  return (
    <a class="save-link" href={file.url} download={file.title} target="_blank" rel="noopener noreferrer">
      <Icon name="download" /> {texts.save}
    </a>
  );
}

/** "320 kB", "2.4 MB". */
export function formatSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / KILOBYTE));
  return kilobytes < KILOBYTE ? `${kilobytes} kB` : `${(kilobytes / KILOBYTE).toFixed(1)} MB`;
}
