/**
 * Messages to a pupil's browser. What would come from the push service is delivered by the developer tools. The question,
 * the permission, the server's list, the service worker and what it opens are real.
 */

import assert from "node:assert/strict";
import type { BrowserContext, Page, Worker as ServiceWorker } from "playwright-core";
import { pushService } from "./push-service.ts";
import { door, stage, takenIn, until, type Window } from "./stage.ts";
import { arrivedOnce, devTools, evening as onPhone, give, open, record, recorded, sendIt } from "./pupil-stage.ts";

const ASKS = "Shall we tell you when your teacher has answered?";

/** What a service worker's global scope has, where the pages' types do not know of it. */
interface Worker {
  registration: ServiceWorkerRegistration;
  shown: Promise<void>;
  NotificationEvent: new (type: string, about: { notification?: Notification }) => Event;
}

function evening(name: string, allowed: string[], work: (window: Window) => Promise<void>): void {
  onPhone(name, async (window) => {
    await window.context.grantPermissions(["microphone", ...allowed], { origin: stage.url });
    await work(window);
  });
}

evening(
  "after a submission she is asked, and what her teacher says leads her to it",
  ["notifications"],
  async (window) => {
    const { page, context } = window;
    await page.addInitScript(pushService, { answers: true });
    const title = await give();
    await open(page, title);
    await recorded(page);
    assert.equal(await page.getByText(ASKS).count(), 0);
    await sendIt(page);
    await page.getByText(ASKS).waitFor();
    assert.equal(await door("devices"), 0);
    await page.getByRole("button", { name: "Yes, tell me" }).click();
    await page.getByText("Good. You will hear from us on this device").waitFor();
    assert.equal(await door("devices"), 1);
    await arrivedOnce(page, title);

    const said = await door<{ title: string; body: string; url: string; tag: string }>("push", { title });
    await page.getByRole("navigation").getByRole("link", { name: "Coins" }).click();
    await page.evaluate(() => void ((globalThis as unknown as { stayed: boolean }).stayed = true));
    await deliver(page, said);
    assert.deepEqual(await shown(page), [{ title: said.title, body: said.body, tag: said.tag, url: said.url }]);
    await press(context);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    assert.match(page.url(), /\/app\/homework\/[0-9a-f-]+$/);
    assert.equal(await page.evaluate(() => (globalThis as unknown as { stayed: boolean }).stayed), true);
    await until(async () => !(await shown(page)).length);

    await page.reload();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    assert.equal(await door("devices"), 1);
    await page.getByRole("button", { name: /^Sign out/ }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await until(async () => (await door("devices")) === 0);
    await until(() => page.evaluate(() => localStorage.getItem("test.push") === null));
  },
);

evening("who says no is not asked again, and has a switch", ["notifications"], async ({ page }) => {
  await page.addInitScript(pushService, { answers: true });
  const title = await give();
  await open(page, title);
  await recorded(page);
  await sendIt(page);
  await page.getByRole("button", { name: "No, thank you" }).click();
  await page.getByText(ASKS).waitFor({ state: "detached" });
  await arrivedOnce(page, title);
  await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
  const next = await give();
  await page.getByRole("link", { name: next }).click();
  await recorded(page);
  await sendIt(page);
  await arrivedOnce(page, next);
  assert.equal(await page.getByText(ASKS).count(), 0);

  await page.getByRole("link", { name: "Messages" }).click();
  await page.getByRole("link", { name: "Which messages you get" }).click();
  const own = page.getByRole("switch", { name: "Show messages on this device" });
  await own.click();
  await page.getByRole("switch", { checked: true, disabled: false }).waitFor();
  assert.equal(await door("devices"), 1);
  await page
    .getByRole("region", { name: "Homework" })
    .getByText(/^One by one/)
    .click();
  const reviewed = page.getByRole("group", { name: "Your teacher reviewed your homework", exact: true }).first();
  await reviewed.getByRole("checkbox", { name: "Browser" }).uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await own.click();
  await page.getByRole("switch", { checked: false, disabled: false }).waitFor();
  assert.equal(await door("devices"), 0);

  await own.click();
  await page.getByRole("switch", { checked: true, disabled: false }).waitFor();
  assert.equal(await door("devices"), 1);
  await page.evaluate(() => {
    PushManager.prototype.getSubscription = () => Promise.reject(new DOMException("away", "AbortError"));
  });
  await own.click();
  await page.getByRole("switch", { checked: false, disabled: false }).waitFor();
  assert.equal(await door("devices"), 0);
});

evening("a push service that is away gets a sentence", ["notifications"], async ({ page }) => {
  await page.addInitScript(pushService, { answers: false });
  await open(page, await give());
  await page.getByRole("link", { name: "Messages" }).click();
  await page.getByRole("link", { name: "Which messages you get" }).click();
  await page.getByRole("switch", { name: "Show messages on this device" }).click();
  await page.getByText("This browser does not accept notifications right now.").waitFor();
  assert.equal(await door("devices"), 0);
});

evening(
  "a message that is pressed while she records is offered, and cuts nothing",
  ["notifications"],
  async ({ page, context }) => {
    await page.addInitScript(pushService, { answers: true });
    const about = await give();
    const title = await give();
    await open(page, title);
    await record(page, 1);
    await deliver(page, await door<object>("push", { title: about }));
    await press(context);
    await page.getByText("The message stays in the list.").waitFor();
    const clock = await page.locator(".clock").innerText();
    await page.locator(".clock", { hasText: clock }).waitFor({ state: "detached" });
    await page.getByText("Recording", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Listen to it once, then send it.").waitFor();
  },
);

/** The device has no room for what is kept under this name. */
function noRoomFor(name: string): void {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (wanted, value) {
    if (wanted === name) throw new DOMException("no room", "QuotaExceededError");
    setItem.call(this, wanted, value);
  };
}

evening("a device without room to remember that it takes messages takes none", ["notifications"], async ({ page }) => {
  await page.addInitScript(pushService, { answers: true });
  await page.addInitScript(noRoomFor, "talim.push");
  await open(page, await give());
  await page.getByRole("link", { name: "Messages" }).click();
  await page.getByRole("link", { name: "Which messages you get" }).click();
  await page.getByRole("switch", { name: "Show messages on this device" }).click();
  await page.getByText("This browser does not accept notifications right now.").waitFor();
  assert.equal(await door("devices"), 0);
  assert.equal(await page.evaluate(() => localStorage.getItem("test.push")), null);
});

evening(
  "a browser that was told to keep messages out is not asked, and says how to let them in",
  [],
  async ({ page }) => {
    await page.addInitScript(pushService, { answers: true });
    const title = await give();
    await open(page, title);
    await recorded(page);
    const looked = page.waitForResponse("**/notifications/push/key/");
    await sendIt(page);
    await arrivedOnce(page, title);
    await (await looked).finished();
    await takenIn(page);
    assert.equal(await page.getByText(ASKS).count(), 0);
    await page.getByRole("link", { name: "Messages" }).click();
    await page.getByRole("link", { name: "Which messages you get" }).click();
    await page.getByText("This browser blocks our notifications.").waitFor();
  },
);

/**
 * What the push service would hand to the service worker; returns when that has shown it. Asked for a notification that is
 * about to be shown, Chromium forgets it: nobody asks before.
 */
async function deliver(page: Page, said: object): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const worker = await working(page.context());
  await worker.evaluate(() => {
    const scope = globalThis as unknown as Worker;
    const show = scope.registration.showNotification.bind(scope.registration);
    scope.shown = new Promise((resolve) => {
      scope.registration.showNotification = (...words) => show(...words).then(resolve);
    });
  });
  const session = await devTools(page);
  const result = new Promise<string>((resolve) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(
        (registration) => registration.scopeURL === `${stage.url}/app/` && !registration.isDeleted,
      );
      if (own) resolve(own.registrationId);
    }),
  );
  await session.send("ServiceWorker.enable");
  const data = JSON.stringify(said);
  await session.send("ServiceWorker.deliverPushMessage", { origin: stage.url, registrationId: await result, data });
  await worker.evaluate(() => (globalThis as unknown as Worker).shown);
}

/** The notifications that the device shows. */
function shown(page: Page): Promise<{ title: string; body: string; tag: string; url: string }[]> {
  return page.evaluate(async () => {
    const all = await (await navigator.serviceWorker.ready).getNotifications();
    return all.map(({ title, body, tag, data }) => ({ title, body, tag, url: (data as { url: string }).url }));
  });
}

async function working(context: BrowserContext): Promise<ServiceWorker> {
  return context.serviceWorkers()[0] ?? context.waitForEvent("serviceworker");
}

/** Press the notification that is shown. */
async function press(context: BrowserContext): Promise<void> {
  const worker = await working(context);
  await worker.evaluate(async () => {
    const { registration, NotificationEvent } = globalThis as unknown as Worker;
    const [notification] = await registration.getNotifications();
    globalThis.dispatchEvent(new NotificationEvent("notificationclick", notification ? { notification } : {}));
  });
}
