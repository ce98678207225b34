/** Opens and draws PDF files, with pdf.js in a worker of its own. */

import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import workerAddress from "worker:pdfjs-dist/legacy/build/pdf.worker.mjs";
import { trustScript } from "../../trusted-scripts.ts";

export interface Pdf {
  /** How many pages it has. */
  count: number;
  document: PDFDocumentProxy;
  destroy: () => Promise<void>;
}

let loading: Promise<typeof import("pdfjs-dist/legacy/build/pdf.mjs")> | undefined;

function loadLibrary() {
  loading ??= import("pdfjs-dist/legacy/build/pdf.mjs").then((library) => {
    const { pathname } = new URL(workerAddress, import.meta.url);
    library.GlobalWorkerOptions.workerPort = new Worker(trustScript(pathname), { type: "module" });
    return library;
  });
  loading.catch(() => (loading = undefined));
  return loading;
}

/** Rejects where the file is no PDF, has a password, or pdf.js cannot be had. */
export async function openPdf(file: Blob): Promise<Pdf> {
  const [library, data] = await Promise.all([loadLibrary(), file.arrayBuffer()]);
  // The policy of the pages lets no text and no WebAssembly run; fonts come from the file or the device.
  const task = library.getDocument({ data, useWasm: false, useWorkerFetch: false, enableXfa: false });
  const document = await task.promise;
  return { document, count: document.numPages, destroy: () => task.destroy() };
}

/** Draw a page so many dots wide. */
export function drawPage(
  { document }: Pdf,
  number: number,
  canvas: HTMLCanvasElement,
  width: number,
): { done: Promise<void>; cancel: () => void } {
  let cancelled = false;
  let stop = () => {};
  const draw = async () => {
    const page = await document.getPage(number);
    if (cancelled) return;
    const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const drawing = page.render({ canvas, viewport });
    stop = () => drawing.cancel();
    await drawing.promise;
    page.cleanup(); // what it was drawn from is as large as the page; a long PDF has thousands
  };
  const done = draw().catch((error: unknown) => {
    if (!cancelled) throw error;
  });
  return { done, cancel: () => ((cancelled = true), stop()) };
}
