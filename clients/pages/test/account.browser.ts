/** My account: a manager at a desk, then a pupil on a phone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { as, on } from "./family-stage.ts";
import { door, phone, signIn, stage, type Stage } from "./stage.ts";

const told = stage as Stage & { pupil: string; photo: string };
const NEW_PASSWORD = "anor-daraxti-2026";
const section = (page: Page, name: string) =>
  page.locator("section.card").filter({ has: page.getByRole("heading", { name, exact: true }) });

test("a manager proves phone and e-mail, changes name, photo and password, and ends a device", async () => {
  await as(stage.login, "GET", "/auth/users/me/");
  await on(
    "",
    async ({ page, complaints }) => {
      await page.getByRole("link", { name: "My account" }).click();
      const names = page.getByRole("form", { name: "Name" });
      await names.getByLabel("First name").fill("");
      await names.getByRole("button", { name: "Save" }).click();
      await names.getByText("Fill this in.").waitFor();
      await names.getByLabel("First name").fill("Gulnora");
      await page.keyboard.press("Enter");
      await page.getByText("Saved.").waitFor();
      await page.getByRole("button", { name: "Sign out · Gulnora" }).waitFor();

      await page.locator('input[type="file"]').setInputFiles(told.photo);
      await page.getByRole("img", { name: "Photo" }).waitFor();
      await page.getByRole("button", { name: "Remove the photo" }).click();
      await page.getByText("Add a photo").waitFor();

      const phoneCard = section(page, "Phone");
      await phoneCard
        .getByRole("button", { name: "Another number" })
        .or(phoneCard.getByRole("button", { name: "Add a number" }))
        .click();
      await phoneCard.getByLabel("New number").fill("12");
      await phoneCard.getByLabel("Password").fill(stage.password);
      await phoneCard.getByRole("button", { name: "Send me a code" }).click();
      await phoneCard.locator('[aria-invalid="true"]').waitFor();
      assert.equal(await page.getByText("Code for support").count(), 0, "a mistyped number needs no support");
      await phoneCard.getByLabel("New number").fill("90 765 43 21");
      await page.keyboard.press("Enter");
      const bySms = phoneCard.getByLabel("The code of six digits");
      await bySms.fill(await door<string>("sms", { phone: "+998907654321" }));
      await page.keyboard.press("Enter");
      await page.getByText("Thank you, it is confirmed.").waitFor();
      await phoneCard.getByText(/\+998\s90\s765\s43\s21/).waitFor();
      await phoneCard.getByText("confirmed", { exact: true }).waitFor();

      const email = section(page, "E-mail");
      await email.getByText("not confirmed").waitFor();
      await email.getByRole("button", { name: "Send me a code" }).click();
      await email.getByLabel("The code of six digits").fill(await door<string>("code", { address: stage.login }));
      await email.getByRole("button", { name: "It is mine" }).click();
      await email.getByText("confirmed", { exact: true }).waitFor();

      const devices = section(page, "Devices");
      await devices.getByText("this device").waitFor();
      const others = devices.getByRole("button", { name: "Sign out", exact: true });
      const before = await others.count();
      assert.ok(before >= 1);
      await others.first().click();
      await page.getByText("is signed out.").waitFor();
      await page.waitForFunction((many) => document.querySelectorAll(".devices button").length === many, before - 1);

      const password = page.getByRole("heading", { name: "Password", exact: true }).locator("..");
      await password.getByRole("button", { name: "Change the password" }).click();
      await password.getByLabel("Your password now").fill("not mine");
      await password.getByLabel("Your new password").fill(NEW_PASSWORD);
      await password.getByRole("button", { name: "Change the password" }).click();
      await password.getByText("Wrong password.").first().waitFor();
      await password.getByLabel("Your password now").fill(stage.password);
      await password.getByRole("button", { name: "Change the password" }).click();
      await page.getByText("The new password holds from now on.").waitFor();
      assert.equal(await page.getByLabel("E-mail or phone number").count(), 0, "this device stays signed in");
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("the second factor is set up with a picture, and goes with a code of paper", async () => {
  const window = await phone(null);
  const { page, complaints } = window;
  try {
    await page.goto(`${stage.url}/app/account`);
    await page.getByRole("button", { name: "English", exact: true }).click();
    await page.getByLabel("E-mail or phone number").fill(stage.login);
    await page.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    const factor = section(page, "Sign-in with a code");
    await factor.getByText("Off").waitFor();
    await factor.getByRole("button", { name: "Switch it on" }).click();
    await factor.getByLabel("Password").fill(NEW_PASSWORD);
    await page.keyboard.press("Enter");
    await factor.getByRole("img", { name: "Picture to scan with the app" }).waitFor();
    await factor.getByLabel("The code of six digits").fill("000000");
    await factor.getByRole("button", { name: "Switch it on" }).click();
    await factor.getByText("This code is wrong or was already used.").first().waitFor();
    await factor.getByLabel("The code of six digits").fill(await door<string>("second_factor"));
    await factor.getByRole("button", { name: "Switch it on" }).click();
    await factor.locator(".recovery-codes").waitFor();
    const codes = await factor.locator(".recovery-codes code").allInnerTexts();
    assert.equal(codes.length, 10);
    await factor.getByRole("button", { name: "I have kept them" }).click();
    await factor.getByText("On. 10 codes for emergencies are left.").waitFor();
    await factor.getByRole("button", { name: "Switch it off" }).click();
    await factor.getByLabel("Password").fill(NEW_PASSWORD);
    await factor.getByLabel("The code from your app").fill(codes[0] ?? "");
    await factor.getByRole("button", { name: "Switch it off" }).click();
    await page.getByText("It is off.").waitFor();
    await factor.getByText("Off", { exact: true }).waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await window.close();
  }
});

test("a pupil chooses dark, before the first paint from then on, takes the own data, and leaves everywhere", async () => {
  const window = await phone(null);
  const { page, complaints } = window;
  try {
    await page.goto(`${stage.url}/app/account`);
    await signIn(page, told.pupil);
    await page.getByRole("button", { name: "English", exact: true }).first().click();
    const dark = page.getByRole("button", { name: "Dark" });
    const shown = () => page.evaluate(() => document.documentElement.dataset["theme"]);
    assert.equal(await shown(), "light");
    await dark.click();
    assert.equal(await shown(), "dark");
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const darkGround = await ground();
    await page.route(/\/main-/, (route) => route.abort());
    await page.reload({ waitUntil: "commit" });
    await page.locator("noscript").waitFor({ state: "attached" });
    assert.equal(await shown(), "dark", "no script of the pages is needed for it");
    assert.equal(await ground(), darkGround);
    await page.unroute(/\/main-/);
    await page.reload();
    await page.getByRole("button", { name: "As the device" }).click();
    assert.equal(await shown(), "light");
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForFunction(() => document.documentElement.dataset["theme"] === "dark");

    await page.getByText("This centre sends no messages by Telegram.").waitFor();
    await page.getByRole("button", { name: "Prepare the file" }).click();
    await page.getByRole("link", { name: "Download the file" }).waitFor();

    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByRole("heading", { name: "Welcome" }).waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await window.close();
  }
});
