/**
 * Records what people did on pages: each writing request that the server accepted, with the page and the control that
 * was used last. `docs/acts.md` is made of it.
 */

import { appendFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { BrowserContext, Request } from "playwright-core";

const FOLDER = process.env["TALIM_ACTS"];
const WRITING = ["POST", "PUT", "PATCH", "DELETE"];

interface Control {
  name: string;
  language: string;
}

export async function recordActs(context: BrowserContext): Promise<void> {
  if (!FOLDER) return;
  const file = join(FOLDER, `${basename(process.argv[1] ?? "", ".browser.js")}.jsonl`);
  let control: Control = { name: "", language: "" };
  const requests = new Map<Request, object>();
  await context.exposeBinding("talimControl", (_, used: Control) => void (control = used));
  await context.addInitScript(watchControls);
  context.on("request", (request) => {
    if (!WRITING.includes(request.method())) return;
    const { pathname } = new URL(request.url());
    const page = request.serviceWorker() ? "" : new URL(request.frame().url()).pathname;
    requests.set(request, { method: request.method(), path: pathname, page, ...control });
  });
  context.on("response", (response) => {
    const act = requests.get(response.request());
    if (act && response.ok()) appendFileSync(file, `${JSON.stringify(act)}\n`);
  });
}

/** Runs in the page. */
function watchControls(): void {
  const used = (event: Event) => {
    const target = event.target instanceof Element ? event.target : null;
    const control = target?.closest(
      "button, a, input, select, textarea, summary, [role=option], [role=button], [draggable]",
    );
    if (!control) return;
    const label = control instanceof HTMLInputElement ? control.labels?.[0]?.textContent : "";
    const name = control.getAttribute("aria-label") ?? (label || control.textContent || "");
    const tell = (globalThis as unknown as { talimControl?: (used: object) => void }).talimControl;
    tell?.({ name: name.trim().replace(/\s+/g, " ").slice(0, 60), language: document.documentElement.lang });
  };
  for (const kind of ["click", "change", "pointerup"]) document.addEventListener(kind, used, true);
  document.addEventListener("keydown", (event) => event.key === "Enter" && used(event), true);
  document.addEventListener(
    "submit",
    (event) => {
      const { submitter } = event as SubmitEvent;
      if (submitter) used({ ...event, target: submitter } as unknown as Event);
    },
    true,
  );
}
