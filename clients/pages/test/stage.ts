/** A browser before a running server: where that is and who may sign in comes in the environment. */

import { chromium, type Browser, type BrowserContext, type JSHandle, type Page } from "playwright-core";

export interface Stage {
  url: string;
  login: string;
  password: string;
  /** A sound file that the microphone hears, again and again. */
  voice: string;
  silence: string;
  chromium: string;
  /** Where something happens behind the browser's back (tests/door.py). */
  door: string;
}

export const stage = JSON.parse(process.env["TALIM_STAGE"] ?? "{}") as Stage;

export interface Window {
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** What the browser complained about, and every address outside of the server that was asked for. */
  complaints: string[];
}

/** A phone whose microphone hears this file; without one it is not allowed. */
export async function phone(heard: string | null = stage.voice): Promise<Window> {
  const allowed = heard ? ["--use-fake-ui-for-media-stream", `--use-file-for-fake-audio-capture=${heard}`] : [];
  const fake = ["--use-fake-device-for-media-stream", ...allowed];
  const browser = await chromium.launch({ executablePath: stage.chromium, args: ["--no-sandbox", ...fake] });
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "en-GB" });
  if (!heard) await context.grantPermissions([], { origin: stage.url });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on(
    "console",
    (message) => /Content Security Policy|TrustedScript/.test(message.text()) && complaints.push(message.text()),
  );
  page.on("request", (request) => {
    const own = [stage.url, "blob:", "data:", stage.url.replace("http", "ws")].some((start) =>
      request.url().startsWith(start),
    );
    if (!own) complaints.push(`asked for ${request.url()}`);
  });
  return { browser, context, page, complaints };
}

/** Have something happen behind the browser's back. */
export async function door<T = null>(deed: string, values: object = {}): Promise<T> {
  const answer = await fetch(`${stage.door}/${deed}`, { method: "POST", body: JSON.stringify(values) });
  if (!answer.ok) throw new Error(`${deed}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Sign in on the page that is open. */
export async function signIn(page: Page): Promise<void> {
  await page.getByLabel("E-mail or phone number").fill(stage.login);
  await page.getByLabel("Password", { exact: true }).fill(stage.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** What lies in a store of one of the databases of the device; it stays in the page. */
export function lying<T>(page: Page, store: string, database = "talim"): Promise<JSHandle<T[]>> {
  return page.evaluateHandle(
    ([from, name]) =>
      new Promise<T[]>((resolve, reject) => {
        const opened = indexedDB.open(from);
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const asked = opened.result.transaction(name).objectStore(name).getAll();
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            opened.result.close();
            resolve(asked.result as T[]);
          };
        };
      }),
    [database, store] as const,
  );
}

/** How many recordings lie on the device. */
export async function recordings(page: Page): Promise<number> {
  return (await lying(page, "recordings")).evaluate((all) => all.length);
}
