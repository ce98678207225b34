/** The beginning: a language, then who is there, then the page. */

import { render } from "preact";
import { App, fetchFor } from "./app.tsx";
import { pupilCopies } from "./copies.ts";
import { tidyDrafts } from "./drafts.ts";
import { entryAt } from "./entry/pages.tsx";
import { isOccupied } from "./occupied.ts";
import { resume } from "./recording/sending.ts";
import { go, goInstead, path, pathOf } from "./router.tsx";
import { serviceWorker } from "./service-worker.ts";
import { firstLanguage, kept, lastPerson, person, recognise, speak, talim, tellLanguage } from "./talim.ts";
import { tell } from "./ui/notices.tsx";
import { spoken } from "./words/index.ts";
import { Wordless } from "./words/wordless.tsx";

/** How long (ms) after the beginning the pages are put onto the device: until then the line is the person's. */
const KEEP_AFTER_MS = 3_000;

/** Words, person and page are asked for at once, because each way to the server is long on a phone. */
async function begin(): Promise<void> {
  person.watch((me) => me && void resume(me.id));
  person.watch(
    (me) => me !== undefined && void pupilCopies.keepOnly(me?.id ?? talim.session.owner).catch(() => undefined),
  );
  person.watch((me) => me && kept.getItem("talim.push") && void visit());
  addEventListener("online", () => void resume(person.get()?.id ?? ""));
  addEventListener("online", () => void tellLanguage());
  let here = false;
  person.watch((me) => {
    if (here && !me && !entryAt(path.get())) goInstead("");
    here = Boolean(me);
  });
  const root = document.getElementById("app");
  const speaking = speak(firstLanguage());
  const recognised = recognise(speaking);
  fetchFor(lastPerson());
  try {
    await speaking;
  } catch {
    return root ? render(<Wordless />, root) : undefined;
  }
  if (root) render(<App />, root);
  await recognised;
}

/** Say on each visit that this browser still takes messages; what fails is tried with the next one. */
async function visit(): Promise<void> {
  const push = await import("./push/push.ts");
  await push.visit().catch(() => undefined);
}

/** A message that was pressed opens what it is about; it is only offered to who would be torn from something. */
navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  const { open } = (data ?? {}) as { open?: string };
  if (!open) return;
  const lead = () => go(pathOf(open));
  const words = spoken.get()?.words.push;
  if (words && isOccupied()) tell(words.held, { word: words.open, work: lead });
  else lead();
});

/** What need not be there for the first view. */
function later(): void {
  tidyDrafts();
  void serviceWorker();
}

void begin().finally(() => setTimeout(later, KEEP_AFTER_MS));
