/** A child without an address signs in with a code and pictures, on a device that a parent, a teacher or the office opened. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { chooseEnglish, told } from "./family-stage.ts";
import { at, signIn, stage, takenIn } from "./stage.ts";

const { code, pictures, parent, teacher, office } = told as typeof told &
  Record<"code" | "parent" | "teacher" | "office", string> & { pictures: string[] };
const WRONG = [...pictures].reverse();

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function enter(page: Page, login: string): Promise<void> {
  stage.login = login;
  await signIn(page);
  await chooseEnglish(page);
}

async function tapCode(page: Page, digits = code): Promise<void> {
  for (const digit of digits) await button(page, digit).click();
  await button(page, "Next: the pictures").click();
}

async function tap(page: Page, names: string[]): Promise<void> {
  for (const name of names) await button(page, name).click();
  await button(page, "Come in").click();
}

/** Write down whether the button to come in could be pressed again before the next page was there. */
async function watchEntry(page: Page): Promise<void> {
  await button(page, "Come in").evaluate((entry: HTMLButtonElement) => {
    const look = () => entry.disabled || sessionStorage.setItem("pressable", "again");
    new MutationObserver(look).observe(entry, { attributes: true });
  });
}

/** The session ends as from another device: everything is signed out. */
async function endSession(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const post = (path: string, more: RequestInit) => fetch(`/api/v1/auth/${path}/`, { method: "POST", ...more });
    const body = JSON.stringify({ refresh: localStorage.getItem("talim.refresh") });
    const { access } = await (await post("refresh", { body, headers: { "Content-Type": "application/json" } })).json();
    const ended = await post("logout-all", { headers: { Authorization: `Bearer ${access}` } });
    if (!ended.ok) throw new Error(await ended.text());
  });
}

/** The teacher's link for another device. */
async function linked(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Open a device for a child" }).click();
  await button(page, "Kamola Karimova").click();
  await button(page, "Open another device").click();
  return page.getByLabel("The link for the child’s device").inputValue();
}

test("a device that nobody opened says who opens one", async () => {
  await at("/app/", async ({ page }) => {
    await page.getByRole("link", { name: "I am a child: code and pictures" }).click();
    await page.getByText("This device is not open for a child yet.").waitFor();
    await page.getByText("Ask a parent or your teacher.").waitFor();
    await page.getByRole("link", { name: "Go to sign-in" }).click();
    await page.getByLabel("E-mail or phone number").waitFor();
  });
});

test("a parent opens the device in hand, and the child comes in by large pictures after a wrong try", async () => {
  await at("/app/", async ({ page }) => {
    await enter(page, parent);
    await page.getByRole("link", { name: "Open a device for a child" }).click();
    await button(page, "Sardor").click();
    await page.getByText("You do not see lessons and homework of this child.").waitFor();
    assert.equal(await page.getByText("does not sign in with pictures").count(), 0);
    await button(page, "Kamola").click();
    await button(page, "Open this device").click();
    await button(page, "1").waitFor();
    for (const item of await page.locator(".pad button").all()) {
      const { width = 0, height = 0 } = (await item.boundingBox()) ?? {};
      assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
    }
    await button(page, "Next: the pictures").click();
    await page.getByRole("alert").getByText("The code has six digits.").waitFor();
    await tapCode(page);
    for (const item of await page.locator(".pictures button").all()) {
      const { width = 0, height = 0 } = (await item.boundingBox()) ?? {};
      assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
    }
    assert.equal(await page.locator(".pictures button").count(), 24);
    assert.equal(await button(page, "Come in").isDisabled(), true);
    await tap(page, WRONG);
    await page.getByRole("alert").getByText("That was not it. Look at your card").waitFor();
    await button(page, "bear").click();
    await button(page, "One back").click();
    await page.evaluate(() => sessionStorage.removeItem("pressable"));
    for (const item of pictures) await button(page, item).press("Enter");
    await page.getByText(`4 of 4: ${pictures.join(", ")}`, { exact: true }).waitFor();
    await watchEntry(page);
    await button(page, "Come in").press("Enter");
    await page.getByRole("heading", { name: /Kamola/ }).waitFor();
    assert.equal(await page.evaluate(() => location.pathname + location.hash), "/app/");
    assert.equal(await page.evaluate(() => sessionStorage.getItem("pressable")), null);
    await endSession(page);
    await page.getByRole("dialog").getByRole("link", { name: "I am a child: code and pictures" }).click();
    await page.getByText("This device is not open for a child yet.").waitFor();
  });
});

test("a teacher opens another device; an unknown code and wrong pictures close it after five tries", async () => {
  await at("/app/", async ({ page }) => {
    await enter(page, teacher);
    await cancelled(page);
    const first = await linked(page);
    await page.context().grantPermissions([], { origin: stage.url });
    const copied = page.getByRole("dialog").getByRole("status");
    await button(page, "Copy").click();
    await copied.getByText("It could not be copied.").waitFor();
    await page.context().grantPermissions(["clipboard-write"], { origin: stage.url });
    await button(page, "Copy").click();
    await copied.getByText("Copied.", { exact: true }).waitFor();
    await button(page, "Close").click();
    await page.goto(`${stage.url}/app/`);
    const second = await linked(page);
    await at(first, async ({ page: child }) => {
      await child.getByLabel("Your code").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
      await child.getByLabel("Your code").press("Enter");
      await tap(child, pictures);
      await child.getByText("Sign-in is closed: a device is opened for one sign-in").waitFor();
      assert.equal(new URL(child.url()).hash, "");
      await child.goto(second);
      assert.equal(await child.getByLabel("Your code").inputValue(), "", "another link begins anew");
      const unknown = code === "111111" ? "222222" : "111111";
      await tapCode(child, unknown);
      await tap(child, pictures);
      await child.getByText("That was not it.").waitFor();
      await button(child, "Type the code again").click();
      await tapCode(child);
      for (let again = 0; again < 3; again++) {
        assert.equal(await child.getByText("There is one more try.").count(), 0);
        await tap(child, WRONG);
        await child.waitForFunction(() => !document.querySelector(".slots .drawing"));
      }
      await child.getByText("There is one more try. Ask a grown-up to help you.").waitFor();
      await tap(child, WRONG);
      await child.getByText("Wrong five times").waitFor();
    });
    await page.goto(await again(page));
    await tapCode(page);
    await tap(page, WRONG);
    await page.getByText("That was not it.").waitFor();
    assert.notEqual(await page.evaluate(() => localStorage.getItem("talim.person")), null, "the teacher is still here");
    await tap(page, pictures);
    await page.getByRole("heading", { name: /Kamola/ }).waitFor();
  });
});

test("the office finds a child by its name, and nobody who is none, and opens another device", async () => {
  await at("/app/", async ({ page }) => {
    await enter(page, office);
    await page.getByRole("link", { name: "Open a device for a child" }).click();
    const search = page.getByRole("searchbox", { name: "Find a child by name" });
    await search.fill("Jasur");
    await page.getByText("No child of this name signs in by pictures yet.").waitFor();
    await search.fill("karimova");
    await button(page, "Kamola Karimova").click();
    await button(page, "Open another device").click();
    assert.match(await page.getByLabel("The link for the child’s device").inputValue(), /\/app\/child#token=./);
  });
});

/** The teacher closes the dialog before this device is open: that is a no, and they stay signed in. */
async function cancelled(page: Page): Promise<void> {
  const left: string[] = [];
  page.on("request", (request) => request.url().endsWith("/auth/logout/") && left.push(request.url()));
  let go = () => {};
  const held = new Promise<void>((free) => (go = free));
  await page.route("**/device/", (route) => held.then(() => route.continue()));
  await page.getByRole("link", { name: "Open a device for a child" }).click();
  await button(page, "Kamola Karimova").click();
  const opened = page.waitForResponse("**/device/");
  const asked = page.waitForRequest("**/device/");
  await button(page, "Open this device").click();
  await asked;
  await button(page, "Close").click();
  go();
  await (await opened).finished();
  await takenIn(page);
  await page.unroute("**/device/");
  await page.getByRole("navigation").getByRole("link", { name: "Today" }).click();
  await page.getByRole("link", { name: "Open a device for a child" }).waitFor();
  assert.deepEqual(left, []);
}

async function again(page: Page): Promise<string> {
  await page.goto(`${stage.url}/app/`);
  return linked(page);
}
