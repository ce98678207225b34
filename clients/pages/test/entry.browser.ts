/** The ways in that begin with a letter: a new password, a proved address, an invitation. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { as, told } from "./family-stage.ts";
import { door, phone, stage, type Window } from "./stage.ts";

const { newcomer, invited } = told as typeof told & { newcomer: string; invited: string };
const FRESH = "tog'dagi-archa-2027";

async function at(address: string, play: (window: Window) => Promise<void>): Promise<void> {
  const window = await phone(null);
  try {
    await window.page.goto(new URL(address, stage.url).href);
    await window.page.getByRole("button", { name: "English" }).click();
    await play(window);
    assert.deepEqual(window.complaints, []);
  } catch (error) {
    console.log(window.page.url(), await window.page.locator("body").innerText());
    throw error;
  } finally {
    await window.browser.close();
  }
}

const linkTo = (address: string, page: string) => door<string>("link", { address, page });
const button = (page: Page, name: string) => page.getByRole("button", { name });

async function signInAs(page: Page, login: string, password: string): Promise<void> {
  await button(page, "To the sign-in").click();
  await page.getByLabel("E-mail or phone number").fill(login);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await button(page, "Sign in").click();
  await page.getByRole("navigation").getByRole("link", { name: "Messages" }).waitFor();
}

test("who forgot the password gets a letter, and its link leads to a new one", async () => {
  await at("/app/", async ({ page }) => {
    await page.getByRole("link", { name: "Forgot the password?" }).click();
    await page.getByLabel("E-mail or phone number").fill(stage.login);
    await button(page, "Send me a code").click();
    await page.getByText("If the centre knows this address, a code is on its way there.").waitFor();

    const served: string[] = [];
    page.on("response", (response) => served.push(response.url()));
    await page.goto(await linkTo(stage.login, "password-reset"));
    await page.getByRole("heading", { level: 1, name: "A new password" }).waitFor();
    assert.match(page.url(), /\/app\/password-reset#token=/);
    await page.getByLabel("Your new password").fill("123");
    await button(page, "Set the password").click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Your new password").fill(FRESH);
    await button(page, "Set the password").click();
    await page.getByText("Your new password counts from now on").waitFor();
    assert.equal(page.url(), `${stage.url}/app/password-reset`);
    assert.ok(served.length > 2);

    await page.goto(await linkTo(stage.login, "password-reset"));
    await page.getByLabel("Your new password").fill(`${FRESH}-2`);
    await button(page, "Set the password").click();
    await page.getByRole("alert").waitFor();
    await button(page, "Ask for another code").click();
    await page.getByRole("link", { name: "To the sign-in" }).click();
    await page.getByLabel("E-mail or phone number").fill(stage.login);
    await page.getByLabel("Password", { exact: true }).fill(FRESH);
    await button(page, "Sign in").click();
    await page.getByRole("navigation").getByRole("link", { name: "Messages" }).waitFor();
  });
});

test("the code of the letter does as well as its link", async () => {
  await at("/password-reset", async ({ page }) => {
    await page.getByLabel("E-mail or phone number").fill(told.staff);
    await button(page, "Send me a code").click();
    const code = await door<string>("code", { address: told.staff });
    await page.getByLabel("The code of six digits").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.getByLabel("Your new password").fill(stage.password);
    await button(page, "Set the password").click();
    await page.getByText("Your new password counts from now on").waitFor();
  });
});

test("an address is proved by a tap on the page of its letter", async () => {
  await at("/verify-email", async ({ page }) => {
    await page.getByLabel("E-mail or phone number").fill(newcomer);
    await button(page, "Send me a code").click();
    await page.getByText("If the centre knows this address").waitFor();
    await page.goto(await linkTo(newcomer, "verify-email"));
    await button(page, "It is mine").click();
    await page.getByText("This address is yours").waitFor();
    await page.goto(await linkTo(newcomer, "verify-email"));
    await button(page, "It is mine").click();
    await page.getByText("Did you sign up on another device?").waitFor();
  });
});

test("an invitation leads to an account, which signs in", async () => {
  await as(told.staff, "POST", "/auth/invitations/", { email: invited, role: "teacher" });
  await at(await linkTo(invited, "invitation"), async ({ page }) => {
    await page.getByRole("heading", { level: 1, name: "You are invited" }).waitFor();
    await page.getByLabel("First name").fill("Nodira");
    await page.getByLabel("Last name").fill("Karimova");
    await page.getByLabel("Your new password").fill(FRESH);
    await button(page, "Join").click();
    await page.getByText("Welcome! Your account is there").waitFor();
    await signInAs(page, invited, FRESH);
  });
});

test("who is signed in already opens a letter's page too, and nothing asks them to sign in again over it", async () => {
  await at("/app/", async ({ page }) => {
    await page.getByLabel("E-mail or phone number").fill(told.staff);
    await page.getByLabel("Password", { exact: true }).fill(stage.password);
    await button(page, "Sign in").click();
    await page.getByRole("navigation").getByRole("link", { name: "Messages" }).waitFor();
    await page.goto(`${stage.url}/invitation`);
    await page.getByLabel("The code of the invitation").waitFor();
    assert.equal(await page.getByRole("navigation").count(), 0);
  });
});
