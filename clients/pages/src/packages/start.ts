/**
 * Runs on the packages' origin, around a package: empties what an earlier package left in the browser, starts the package
 * in a frame, and tells the page around it what the package says. Nothing here is secret from the package: it runs on the
 * same origin. What it may do to others is limited by the origin itself.
 */

/** What the server puts into the page. */
export interface Launch {
  kind: string;
  /** The first page of the package; of H5P its folder. */
  entry: string;
  /** Values of the SCORM data model, as they were saved last. */
  cmi: Record<string, string>;
  launch: { mastery_score?: string; launch_data?: string };
  learner: { id: string; name: string };
  /** The origin of the page around. */
  pages: string;
  /** Whether the player of H5P is installed. */
  h5p: boolean;
}

export interface Statement {
  verb: string;
  result: { score?: { scaled: number }; completion?: boolean; success?: boolean };
}

const PATIENCE = 2000;

export const launch = JSON.parse(document.getElementById("launch")?.textContent ?? "{}") as Launch;

/** Tell the page around. */
export function report(
  message: { cmi: Record<string, string> } | { statements: Statement[] } | { problem: string },
): void {
  parent.postMessage({ talim: "package", ...message }, launch.pages);
}

/** Empty the storage of this origin, then go on; a store that does not answer keeps nobody waiting. */
export function afterCleaning(start: () => void): void {
  void Promise.race([clean(), new Promise((done) => setTimeout(done, PATIENCE))]).then(start, start);
}

/** Show the package. When the page around is about to close it, it goes first: many packages save while they are left. */
export function showEntry(): void {
  const frame = document.createElement("iframe");
  frame.className = "package";
  frame.title = document.title;
  frame.allow = "fullscreen; autoplay";
  frame.src = launch.entry;
  document.body.append(frame);
  addEventListener("message", ({ source, origin, data }) => {
    if (source === parent && origin === launch.pages && (data as { talim?: unknown } | null)?.talim === "leave")
      frame.remove();
  });
}

async function clean(): Promise<void> {
  localStorage.clear();
  sessionStorage.clear();
  for (const pair of document.cookie.split("; ")) {
    const name = pair.split("=")[0];
    for (const path of new Set(["/", "/p", "/p/", location.pathname]))
      document.cookie = `${name}=; path=${path}; max-age=0`;
  }
  const databases = (await indexedDB.databases?.()) ?? [];
  for (const { name } of databases) if (name) indexedDB.deleteDatabase(name);
  if ("caches" in window) for (const name of await caches.keys()) await caches.delete(name);
}
