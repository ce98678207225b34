/** Keeps the shell and its files on the device, so that the pages open without a network. Never touches the API. */

declare const FILES: string[];
declare const VERSION: string;
declare const ICON: string;
declare const registration: ServiceWorkerRegistration;
declare const clients: {
  matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<Window[]>;
  openWindow(url: string): Promise<Window | null>;
  claim(): Promise<void>;
};

interface Window {
  url: string;
  focus(): Promise<Window>;
  postMessage(message: unknown): void;
}

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface PushEvent extends ExtendableEvent {
  data: { json(): Message } | null;
}
/** Routes past the service worker, where the browser has them. */
interface InstallEvent extends ExtendableEvent {
  addRoutes?: (rule: { condition: { urlPattern: { pathname: string } }; source: "network" }) => Promise<void>;
}
interface NotificationClickEvent extends ExtendableEvent {
  notification: Notification;
}
/** As `apps.notifications.push.payload` writes it. */
interface Message {
  title: string;
  body: string;
  url: string;
  tag: string;
}

const SHELL = "/app/";
/** Lessons may show pages of other sites, which the policy of the other pages refuses (`apps/pages/opened.py`). */
const LESSON_SHELL = "/app/learn";
const STATIC = "/static/pages/";
const CACHE = `talim-${VERSION}`;
/** How long (ms) the server's shell is waited for before the kept one is shown. */
const SHELL_TIMEOUT_MS = 3_000;

addEventListener("install", (event) => {
  const work = caches
    .open(CACHE)
    .then((cache) => cache.addAll([SHELL, LESSON_SHELL, ...FILES.map((name) => STATIC + name)]));
  (event as InstallEvent).waitUntil(work);
  // What a page sends while it is left would be lost on its way through here.
  const past = (event as InstallEvent).addRoutes?.({
    condition: { urlPattern: { pathname: "/api/*" } },
    source: "network",
  });
  if (past) (event as InstallEvent).waitUntil(past);
});

addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => names.filter((name) => name.startsWith("talim-") && name !== CACHE));
  const gone = others.then((names) => Promise.all(names.map((name) => caches.delete(name))));
  // The first visit has its pages without a network too, not only the next one.
  (event as ExtendableEvent).waitUntil(Promise.all([gone, clients.claim()]));
});

addEventListener("fetch", (event) => {
  const { request } = event as FetchEvent;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET") return;
  if (origin === location.origin && request.mode === "navigate" && pathname.startsWith(SHELL))
    (event as FetchEvent).respondWith(fetchShell(request));
  else if (pathname.startsWith(STATIC)) (event as FetchEvent).respondWith(fetchFile(request, pathname));
});

addEventListener("push", (event) => {
  const { data } = event as PushEvent;
  if (data) (event as PushEvent).waitUntil(showMessage(data.json()));
});

addEventListener("notificationclick", (event) => {
  const { notification } = event as NotificationClickEvent;
  notification.close();
  const { url = SHELL } = (notification.data ?? {}) as { url?: string };
  (event as NotificationClickEvent).waitUntil(openPage(url.startsWith(SHELL) ? url : SHELL));
});

function showMessage({ title, body, url, tag }: Message): Promise<void> {
  return registration.showNotification(title, { body, tag, icon: STATIC + ICON, data: { url } });
}

/** In the pages that are open already, without loading them anew; else in new ones. */
async function openPage(url: string): Promise<void> {
  const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = all.find((client) => new URL(client.url).pathname.startsWith(SHELL));
  if (!page) return void (await clients.openWindow(url));
  page.postMessage({ open: url });
  await page.focus();
}

/** The server's shell, or the kept one when the server is away or slow. */
async function fetchShell(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const cached = await caches.match(pathname.startsWith(`${LESSON_SHELL}/`) ? LESSON_SHELL : SHELL);
  const asked = fetch(request);
  if (!cached) return asked;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(cached), SHELL_TIMEOUT_MS));
  return Promise.race([asked.then((answer) => (answer.status >= 500 ? cached : answer)).catch(() => cached), late]);
}

/** Named by its content: once here, never asked for again, whether this server or a CDN has it. */
async function fetchFile(request: Request, path: string): Promise<Response> {
  const cached = await caches.match(path);
  if (cached) return cached;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(path, answer.clone());
  return answer;
}

export {};
