/** The beginning: a language, then who is there, then the page. */

import { render } from "preact";
import { App, preloadPage } from "./app.tsx";
import { pupilCache } from "./offline-cache.ts";
import { removeOldDrafts } from "./drafts.ts";
import { findPublicPage } from "./accounts/entry/public-pages.tsx";
import { isWorkInProgress } from "./work-in-progress.ts";
import { resumeUploads } from "./homework/recording/upload-queue.ts";
import { navigate, replacePage, replaceQuery, path, parsePath, query } from "./router.tsx";
import { getServiceWorker } from "./service-worker.ts";
import {
  beginInLanguage,
  getInitialLanguage,
  storage,
  getLastPerson,
  person,
  loadPerson,
  personError,
  setLanguage,
  talim,
  syncLanguage,
  workBeforeSignOut,
} from "./talim.ts";
import { watchTheme } from "./theme.ts";
import { translateMessages } from "./ui/native-messages.ts";
import { showNotice } from "./ui/notices.tsx";
import { isViewing } from "./viewing.ts";
import { currentWords } from "./words/index.ts";
import { Wordless } from "./words/wordless.tsx";

/** How long (ms) after the beginning the pages are put onto the device: until then the line is the person's. */
const DEFER_MS = 3_000;

/** Words, person and page are asked for at once, because each way to the server is long on a phone. */
async function startApp(): Promise<void> {
  watchTheme();
  translateMessages();
  person.subscribe((me) => me && void resumeUploads(me.id));
  person.subscribe(
    (me) =>
      me !== undefined &&
      !isViewing &&
      void pupilCache.removeOfOthers(me?.id ?? talim.session.owner).catch(() => undefined),
  );
  person.subscribe((me) => me && storage.getItem("talim.push") && void renewPush());
  person.subscribe((me) => me && void sendWaiting(me.id));
  addEventListener("online", () => void sendWaiting(person.get()?.id ?? ""));
  workBeforeSignOut.push(stopPush);
  addEventListener("online", () => void resumeUploads(person.get()?.id ?? ""));
  addEventListener("online", () => void syncLanguage());
  addEventListener("online", () => personError.get() !== undefined && void loadPerson());
  let here = false;
  person.subscribe((me) => {
    if (here && !me && !findPublicPage(path.get())) replacePage("");
    here = Boolean(me);
  });
  const root = document.getElementById("app");
  const wanted = new URLSearchParams(query.get()).get("lang");
  if (wanted) {
    beginInLanguage(wanted);
    replaceQuery("");
  }
  const speaking = setLanguage(getInitialLanguage());
  const recognised = loadPerson(speaking);
  preloadPage(getLastPerson());
  try {
    await speaking;
  } catch {
    return root ? render(<Wordless />, root) : undefined;
  }
  if (root) render(<App />, root);
  await recognised;
}

/** How long (ms) a sign-out waits for the browser's push service. */
const PUSH_TIMEOUT_MS = 3_000;

/** No more messages to this browser. Without a network the server ends them, with the session. */
async function stopPush(): Promise<void> {
  if (!storage.getItem("talim.push")) return;
  const { disablePush } = await import("./notifications/push/push.ts");
  await Promise.race([disablePush().catch(() => undefined), new Promise((late) => setTimeout(late, PUSH_TIMEOUT_MS))]);
}

/** Say on each visit that this browser still takes messages; what fails is tried with the next one. */
async function renewPush(): Promise<void> {
  const push = await import("./notifications/push/push.ts");
  await push.renewSubscription().catch(() => undefined);
}

/** What waits on the device for a network, by the item that says so. */
const QUEUES = {
  "talim.learning": async () => (await import("./learning/learn/current-queue.ts")).progressQueue,
  "talim.chat": async () => (await import("./chat/current-queue.ts")).messageQueue,
  "talim.quizzes": async () => (await import("./quizzes/take/current-queue.ts")).answerQueue,
};

let nextSend: ReturnType<typeof setTimeout> | undefined;

/** What was learnt and answered without a network; tried again where that is worth it. */
async function sendWaiting(of: string): Promise<void> {
  if (!of) return;
  clearTimeout(nextSend);
  const delays: number[] = [];
  for (const [item, fetchQueue] of Object.entries(QUEUES)) {
    if (!storage.getItem(item)) continue;
    const queue = await fetchQueue().catch(() => undefined);
    const delay = await queue?.send(of);
    if (typeof delay === "number") delays.push(delay);
  }
  if (delays.length) nextSend = setTimeout(() => void sendWaiting(person.get()?.id ?? ""), Math.min(...delays));
}

/** A message that was pressed opens what it is about; it is only offered to who would be torn from something. */
navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  const { open } = (data ?? {}) as { open?: string };
  if (!open) return;
  const lead = () => navigate(parsePath(open));
  const words = currentWords.get()?.words.pushed;
  if (words && isWorkInProgress()) showNotice(words.held, { label: words.open, run: lead });
  else lead();
});

/** What need not be there for the first view. */
function runDeferredTasks(): void {
  removeOldDrafts();
  void getServiceWorker();
}

void startApp().finally(() => setTimeout(runDeferredTasks, DEFER_MS));
