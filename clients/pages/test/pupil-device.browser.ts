/** What a device does to a pupil: microphones that go, disks that are full, browsers that record otherwise. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { door, recordedFor, recordings, stage, want } from "./stage.ts";
import { arrivedOnce, devTools, evening, give, keptOnly, open, own, record, sendIt } from "./pupil-stage.ts";

/** How many bytes a device has room for before it is full. */
const ROOM = 10_000_000;

/** What tests hold on to in the page: the microphone, how many bytes the browser has recorded, how often it was to keep them. */
type Held = { microphone?: MediaStream; bytes: number; persisted: number };

/** The browser's own microphone and recorder, watched. */
function watch(): void {
  const held = globalThis as unknown as Held;
  held.bytes = 0;
  held.persisted = 0;
  StorageManager.prototype.persist = async () => ++held.persisted > 0;
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => (held.microphone = await ask(wanted));
  const { start } = MediaRecorder.prototype;
  MediaRecorder.prototype.start = function (...given) {
    this.addEventListener("dataavailable", ({ data }) => (held.bytes += data.size));
    return start.apply(this, given);
  };
}

/** Stands in for a browser that records otherwise: it knows these types, and what it records is this file. */
function recordsAs({ known, file }: { known: string[]; file: number[] }): void {
  const type = known[0] ?? "";
  const bytes = Uint8Array.from(file);
  class Other extends EventTarget {
    static isTypeSupported(asked: string): boolean {
      return known.includes(asked);
    }
    state = "inactive";
    mimeType = type;
    ondataavailable: ((event: { data: Blob }) => void) | null = null;
    private sent = 0;
    private timer = 0;
    start(every: number): void {
      this.state = "recording";
      this.timer = setInterval(() => this.give(8_000), every) as unknown as number;
    }
    stop(): void {
      clearInterval(this.timer);
      this.give(bytes.length);
      this.state = "inactive";
      this.dispatchEvent(new Event("stop"));
    }
    private give(most: number): void {
      const piece = bytes.slice(this.sent, this.sent + most);
      this.sent += piece.length;
      this.ondataavailable?.({ data: new Blob([piece], { type }) });
    }
  }
  (globalThis as unknown as { MediaRecorder: unknown }).MediaRecorder = Other;
}

evening(
  "a microphone that is not allowed gets a sentence that helps, and nothing is submitted",
  async ({ page }) => {
    const title = await give();
    await open(page, title);
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText("The microphone is not allowed. Tap the lock beside the address").waitFor();
    assert.equal(await recordings(page), 0);
    assert.deepEqual(await door("attempts", { title }), []);
  },
  null,
);

evening("a microphone that is pulled out: what was said so far is kept, and can be sent", async ({ page }) => {
  await page.addInitScript(watch);
  const title = await give();
  await open(page, title);
  await record(page);
  assert.equal(await page.evaluate(() => (globalThis as unknown as Held).persisted), 0);
  await page.evaluate(() => {
    for (const track of (globalThis as unknown as Held).microphone?.getTracks() ?? []) {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
  });
  await page.getByText("The microphone was disconnected. What you said so far is kept.").waitFor();
  await keptOnly(page, title);
  await page.waitForFunction(() => (globalThis as unknown as Held).persisted === 1);
  await sendIt(page);
  const { size } = await arrivedOnce(page, title);
  assert.equal(size, await bytesOf(page));
});

evening(
  "who records again has the one before too, after a slip and a reload, until one of them is sent",
  async ({ page }) => {
    await page.addInitScript(watch);
    const title = await give();
    await open(page, title);
    await record(page, 3);
    await page.getByRole("button", { name: "Done" }).click();
    const good = page.getByRole("button", { name: /^Listen \((?!0:0[0-2])/ });
    await good.waitFor();
    const size = await bytesOf(page);
    await page.getByRole("button", { name: "Record again" }).click();
    await page.locator(".recorder .clock").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
    await page.getByRole("link", { name: title }).click();
    const other = page.getByRole("button", { name: /^Take the other recording/ });
    await other.click();
    await good.waitFor();
    await page.reload();
    await other.click();
    await good.waitFor();
    await page.getByRole("button", { name: "Delete the recording" }).click();
    await other.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await other.waitFor();
    await good.waitFor();
    assert.equal(await recordings(page), 2);
    await sendIt(page);
    assert.equal((await arrivedOnce(page, title)).size, size);
  },
);

evening(
  "a device without room: it is said at once, no page is closed without a question, and all of it is sent",
  async ({ page }) => {
    const session = await devTools(page);
    const room = (quotaSize: number) =>
      session.send("Storage.overrideQuotaForOrigin", { origin: stage.url, quotaSize });
    await room(ROOM);
    await page.addInitScript(watch);
    const title = await give();
    await open(page, title);
    await record(page);
    await room(1);
    assert.ok(await page.evaluate(want, 2 * ROOM));
    await page.getByText("This device has no room left. Do not close the page").waitFor();
    const clock = await page.locator(".clock").innerText();
    await page.waitForFunction((before) => document.querySelector(".clock")?.textContent !== before, clock);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: /^Listen/ }).waitFor();
    await page.getByText("This device has no room left. Do not close the page").waitFor();
    const questions: string[] = [];
    page.on("dialog", (dialog) => {
      questions.push(dialog.type());
      void dialog.dismiss();
    });
    const menu = page.getByRole("navigation");
    await menu.getByRole("link", { name: "Messages" }).click();
    await page.getByRole("heading", { level: 1, name: "Messages" }).waitFor();
    const asked = page.waitForEvent("dialog");
    await page.evaluate(() => void setTimeout(() => location.reload()));
    await asked;
    await menu.getByRole("link", { name: "Today" }).click();
    await page.getByRole("link", { name: title }).click();
    await sendIt(page);
    const { size } = await arrivedOnce(page, title);
    assert.equal(size, await bytesOf(page));
    await page.reload();
    assert.deepEqual(questions, ["beforeunload"], "it lies with the server now");
  },
);

/** Closes every connection to a database that the page has, as some browsers do to pages that were put aside. */
function closable(): void {
  const used = new Set<IDBDatabase>();
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...given) {
    used.add(this);
    return transaction.apply(this, given);
  };
  addEventListener("close-all", () => used.forEach((item) => item.close()));
}

evening("a device that closes its databases meanwhile loses nothing, and nobody hears of it", async ({ page }) => {
  await page.addInitScript(watch);
  await page.addInitScript(closable);
  const close = () => page.evaluate(() => dispatchEvent(new Event("close-all")));
  const title = await give();
  await open(page, title);
  const session = await devTools(page);
  await session.send("Storage.clearDataForOrigin", { origin: stage.url, storageTypes: "indexeddb" });
  await record(page, 1);
  await close();
  await recordedFor(page, 2);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("Listen to it once, then send it.").waitFor();
  await page.waitForFunction(() => (globalThis as unknown as Held).persisted === 1);
  assert.equal(await page.getByText("This device has no room left.").count(), 0);
  await close();
  await sendIt(page);
  const { size } = await arrivedOnce(page, title);
  assert.equal(size, await bytesOf(page));
});

evening("a recording ends before it is longer than the centre takes", async ({ page }) => {
  await door("longest", { seconds: 10 });
  const title = await give();
  await open(page, title);
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await page.getByText("This is the maximum length. Send it or record again.").waitFor();
  await page.getByRole("button", { name: /^Listen \(0:0[89]\)$/ }).waitFor();
  await keptOnly(page, title);
  await sendIt(page);
  await arrivedOnce(page, title);
  await door("longest", { seconds: 300 });
});

const BROWSERS = [
  {
    name: "Firefox",
    known: ["audio/ogg;codecs=opus", "audio/ogg"],
    file: own.firefox,
    type: "audio/ogg",
    ending: "ogg",
  },
  {
    name: "Safari",
    known: ["audio/mp4;codecs=mp4a.40.2", "audio/mp4"],
    file: own.safari,
    type: "audio/mp4",
    ending: "m4a",
  },
];

/** Stands in for a browser that has to be told what sound is for, as Safari has; what it was told. */
function toldWhatFor(): void {
  const messages: string[] = [];
  const session = Object.defineProperty({}, "type", { set: (kind: string) => messages.push(kind) });
  Object.defineProperty(navigator, "audioSession", { value: session });
  (globalThis as unknown as { told: string[] }).told = messages;
}

for (const { name, known, file, type, ending } of BROWSERS) {
  evening(`what ${name} records arrives as it is, and is heard word by word`, async ({ page }) => {
    await page.addInitScript(toldWhatFor);
    const bytes = [...readFileSync(file)];
    await page.addInitScript(recordsAs, { known, file: bytes });
    const title = await give();
    await open(page, title);
    await record(page);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: /^Listen/ }).click();
    await page.getByRole("button", { name: /^Stop/ }).waitFor();
    await sendIt(page);
    const attempt = await arrivedOnce(page, title);
    assert.deepEqual([attempt.type, attempt.name, attempt.size], [type, `recording.${ending}`, bytes.length]);
    await page.locator("button.word").first().click();
    await page.locator(".chosen").waitFor();
    await page.getByRole("button", { name: /Play all/ }).click();
    await page.getByRole("button", { name: "Stop" }).waitFor();
    await page.getByRole("button", { name: /Play all/ }).waitFor();
    const messages = await page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
    assert.deepEqual(messages.slice(0, 3), ["auto", "playback", "auto"], "to record, to listen, and after that");
    assert.deepEqual(messages.slice(-2), ["playback", "auto"]);
  });
}

function bytesOf(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as Held).bytes);
}

/** What the page asked of the screen: how often to stay on, and how often that was let go. */
interface Screen {
  asked: number;
  released: number;
  /** The browser lets go of it by itself, as it does when the page is hidden. */
  hide: () => void;
}

/** Stands in for a browser that keeps the screen on, or refuses to. */
function screen({ refuses }: { refuses: boolean }): void {
  const held: { released: boolean }[] = [];
  const kept: Screen = { asked: 0, released: 0, hide: () => held.forEach((item) => (item.released = true)) };
  const request = async (what: string) => {
    if (what === "screen") kept.asked += 1;
    if (refuses) throw new DOMException("no", "NotAllowedError");
    const lock = {
      released: false,
      release: async () => {
        lock.released = true;
        kept.released += 1;
      },
    };
    held.push(lock);
    return lock;
  };
  Object.defineProperty(navigator, "wakeLock", { value: { request } });
  (globalThis as unknown as { kept: Screen }).kept = kept;
}

evening(
  "while she reads the screen stays on, also after she looked elsewhere; then it may go dark",
  async ({ page }) => {
    await page.addInitScript(screen, { refuses: false });
    await open(page, await give());
    await page.getByRole("button", { name: "Record", exact: true }).waitFor();
    assert.deepEqual(await screenOf(page), [0, 0]);
    await record(page, 1);
    assert.deepEqual(await screenOf(page), [1, 0]);
    await seen(page);
    assert.deepEqual(await screenOf(page), [1, 0]);
    await page.evaluate(() => (globalThis as unknown as { kept: Screen }).kept.hide());
    await seen(page);
    assert.deepEqual(await screenOf(page), [2, 0]);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Listen to it once, then send it.").waitFor();
    assert.deepEqual(await screenOf(page), [2, 1]);
    await seen(page);
    assert.deepEqual(await screenOf(page), [2, 1]);
  },
);

evening("a screen that will not stay on costs nothing", async ({ page }) => {
  await page.addInitScript(screen, { refuses: true });
  const title = await give();
  await open(page, title);
  await record(page);
  assert.deepEqual(await screenOf(page), [1, 0]);
  await page.getByRole("button", { name: "Done" }).click();
  await sendIt(page);
  await arrivedOnce(page, title);
});

/** The page comes back before her. */
function seen(page: Page): Promise<boolean> {
  return page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

function screenOf(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const { asked, released } = (globalThis as unknown as { kept: Screen }).kept;
    return [asked, released];
  });
}
