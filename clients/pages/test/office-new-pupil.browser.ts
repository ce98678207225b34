/** A family comes to the desk: pupil, parents, group, price and signed paper in one form. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { on } from "./family-stage.ts";
import { stage } from "./stage.ts";

const { photo } = stage as unknown as { photo: string };

test("a family enrols with one press, by keyboard; who is here already is shown while one types", async () => {
  await on(
    "pupils/new",
    async ({ page, complaints }) => {
      const form = page.getByRole("form", { name: "New pupil" });
      await form.getByLabel("First name").first().fill("Жасур");
      await form.getByLabel("Last name").first().fill("Орипов");
      await form.getByRole("link", { name: "Jasur Oripov" }).waitFor();
      await form.getByLabel("First name").first().fill("Asal");
      await form.getByLabel("Last name").first().fill("Oripova");
      await form.getByLabel("Date of birth").fill("2017-03-08");
      await page.reload();
      await page.getByText("What you typed before is here again.").waitFor();
      assert.equal(await form.getByLabel("First name").first().inputValue(), "Asal");
      const mother = form.getByRole("group", { name: "Parent 1" });
      await mother.getByLabel("Phone").fill("+998 93 555 44 33");
      await mother.getByRole("button", { name: "Take this person" }).click();
      await mother.getByText("Gulnora Oripova").waitFor();
      await form.getByRole("button", { name: "One more parent" }).click();
      const father = form.getByRole("group", { name: "Parent 2" });
      await father.getByLabel("First name").fill("Akmal");
      await father.getByLabel("Phone").fill("12");
      await form.getByRole("combobox", { name: /^Group/ }).fill("A2 morning");
      await form.getByRole("option", { name: /A2 morning/ }).click();
      await form.getByText("free place").waitFor();
      await form.getByLabel("Own price").fill("300 000");
      await form.getByLabel("Why another price").fill("Second child");
      await form.getByLabel("Recordings").check();
      await form.getByLabel("Who signed").fill("Gulnora Oripova");
      await form.getByLabel("Photo of the paper").setInputFiles(photo);
      await form.getByLabel("Why another price").press("Enter");
      await father.locator(".field .wrong").waitFor();
      await father.getByLabel("Phone").fill("+998 90 222 33 44");
      await father.getByLabel("Phone").press("Enter");
      await page.getByText("Asal Oripova is enrolled.").waitFor();
      await page.getByRole("button", { name: "Card to sign in" }).click();
      await page.getByRole("dialog", { name: "Card to sign in" }).locator(".child-pictures svg").nth(3).waitFor();
      await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
      await page.getByRole("link", { name: "Open the card" }).click();
      await page.getByRole("heading", { level: 1, name: "Asal Oripova" }).waitFor();
      await page.getByText("Akmal").waitFor();
      await page.getByText("A2 morning").first().waitFor();
      assert.deepEqual(complaints, []);
    },
    1280,
  );
});

test("in a full group the pupil waits, and nothing is wider than a phone", async () => {
  await on(
    "pupils/new",
    async ({ page }) => {
      const form = page.getByRole("form", { name: "New pupil" });
      await form.getByRole("button", { name: "Enrol" }).click();
      await form.locator(".field .wrong").first().waitFor();
      await form.getByLabel("First name").first().fill("Temur");
      await form.getByRole("combobox", { name: /^Group/ }).fill("A2 full");
      await form.getByRole("option", { name: /A2 full/ }).click();
      await form.getByText("the pupil goes on the waiting list").waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      await form.getByRole("button", { name: "Enrol" }).click();
      await page.getByText("Temur is on the waiting list of A2 full.").waitFor();
      await page.getByRole("button", { name: "Enrol another one" }).click();
      assert.equal(await form.getByLabel("First name").first().inputValue(), "");
    },
    360,
  );
});
