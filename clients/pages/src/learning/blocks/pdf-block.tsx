/** A PDF, a page at a time. What draws it comes with the first PDF; where that cannot be had, the file can be saved. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Waiting } from "../../ui/load.tsx";
import { courseBlockWords } from "./words/index.ts";
import type { BlockOf, CourseFile } from "./block-types.ts";
import { useFileFetch } from "./file-address.ts";
import { SaveLink } from "./file-block.tsx";
import { drawPage, openPdf, type Pdf } from "./pdf.ts";

/** A drawn page needs so much memory that more dots than these for each point help nobody. */
const MAX_RATIO = 2;
/** From so many pages on, a page can be chosen by its number. */
const LONG = 10;

export function PdfBlock({ block: { file, title } }: { block: BlockOf<"pdf"> }) {
  if (!file) return null;
  return <PdfPages key={file.id} file={file} title={title || file.title} />;
}

function PdfPages({ file, title }: { file: CourseFile; title: string }) {
  const texts = courseBlockWords.use();
  const fetchFile = useFileFetch();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pdf, setPdf] = useState<Pdf>();
  const [page, setPage] = useState(1);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let left = false;
    let opened: Pdf | undefined;
    const open = () =>
      void fetchFile(file)
        .then(openPdf)
        .then(
          (made) => {
            if (left || opened) return void made.destroy();
            opened = made;
            setPdf(made);
            setFailed(false);
          },
          () => left || setFailed(true),
        );
    open();
    addEventListener("online", open);
    return () => {
      left = true;
      removeEventListener("online", open);
      void opened?.destroy();
    };
  }, [file.id]);
  useEffect(() => {
    const sheet = canvas.current;
    if (!pdf || !sheet) return undefined;
    const width = (sheet.parentElement?.clientWidth ?? 0) * Math.min(devicePixelRatio, MAX_RATIO);
    const drawing = drawPage(pdf, page, sheet, width);
    drawing.done.catch(() => setFailed(true));
    return drawing.cancel;
  }, [pdf, page]);
  return (
    <figure class="pdf">
      <figcaption>{title}</figcaption>
      {pdf ? (
        <canvas ref={canvas} role="img" aria-label={texts.pdfPage(title, page, pdf.count)} />
      ) : failed ? (
        <p class="quiet">{texts.cannotShow}</p>
      ) : (
        <Waiting />
      )}
      {pdf && pdf.count > 1 ? (
        <div class="turns">
          <Button off={page <= 1} onClick={() => setPage(page - 1)}>
            {texts.previous}
          </Button>
          <span role="status">{texts.pageOf(page, pdf.count)}</span>
          {pdf.count >= LONG ? <PageNumber page={page} count={pdf.count} go={setPage} /> : null}
          <Button off={page >= pdf.count} onClick={() => setPage(page + 1)}>
            {texts.next}
          </Button>
        </div>
      ) : null}
      <SaveLink file={file} />
    </figure>
  );
}

function PageNumber({ page, count, go }: { page: number; count: number; go: (page: number) => void }) {
  const texts = courseBlockWords.use();
  const choose = (field: HTMLInputElement) => {
    const wanted = Math.min(Math.max(Math.trunc(field.valueAsNumber) || page, 1), count);
    field.value = String(wanted);
    go(wanted);
  };
  return (
    <input
      type="number"
      inputMode="numeric"
      min={1}
      max={count}
      value={page}
      aria-label={texts.goToPage}
      onChange={(event) => choose(event.currentTarget)}
    />
  );
}
