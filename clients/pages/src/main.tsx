/** The beginning: a language, then who is there, then the page. */

import { render } from "preact";
import { App } from "./app.tsx";
import { resume } from "./recording/sending.ts";
import { firstLanguage, person, recognise, speak } from "./talim.ts";

async function begin(): Promise<void> {
  await speak(firstLanguage());
  const root = document.getElementById("app");
  if (!root) return;
  render(<App />, root);
  person.watch((me) => me && void resume(me.id));
  addEventListener("online", () => void resume(person.get()?.id ?? ""));
  await recognise();
}

/** Keep the pages on the device. The address is checked by the one policy that the server allows. */
function keep(): void {
  if (!("serviceWorker" in navigator)) return;
  const address = "/app/sw.js";
  const policies = (
    globalThis as {
      trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
    }
  ).trustedTypes;
  const policy = policies?.createPolicy("talim", { createScriptURL: (url: string) => (url === address ? url : "") });
  void navigator.serviceWorker.register(policy?.createScriptURL(address) ?? address).catch(() => undefined);
}

void begin();
keep();
