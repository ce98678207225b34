/** Keeps the shell and its files on the device, so that the pages open without a network. Never touches the API. */

declare const FILES: string[];
declare const VERSION: string;

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchLike extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const SHELL = "/app/";
const STATIC = "/static/pages/";
const CACHE = `talim-${VERSION}`;
/** How long (ms) the server's shell is waited for before the kept one is shown. */
const PATIENCE = 3_000;

addEventListener("install", (event) => {
  const work = caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...FILES.map((name) => STATIC + name)]));
  (event as Extendable).waitUntil(work);
});

addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => names.filter((name) => name.startsWith("talim-") && name !== CACHE));
  (event as Extendable).waitUntil(others.then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { request } = event as FetchLike;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith(SHELL)) (event as FetchLike).respondWith(shell(request));
  else if (pathname.startsWith(STATIC)) (event as FetchLike).respondWith(file(request));
});

/** The server's shell, or the kept one when the server is away or slow. */
async function shell(request: Request): Promise<Response> {
  const cached = await caches.match(SHELL);
  const asked = fetch(request);
  if (!cached) return asked;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(cached), PATIENCE));
  return Promise.race([asked.then((answer) => (answer.status >= 500 ? cached : answer)).catch(() => cached), late]);
}

/** Named by its content: once here, never asked for again. */
async function file(request: Request): Promise<Response> {
  const cached = await caches.match(request);
  if (cached) return cached;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}

export {};
