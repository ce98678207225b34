/** A child whose parents have not answered yet, and a pupil who says that they are there. */

import assert from "node:assert/strict";
import { door, signIn, stage } from "./stage.ts";
import { evening, give, open } from "./pupil-stage.ts";

evening(
  "by the code on the screen a pupil is in the register, and a wrong one is said; without a network none is lost",
  async ({ page }) => {
    const address = await door<string>("check_in_address");
    await page.goto(stage.url + address.replace(/\w+$/, "2222222"));
    await signIn(page);
    await page.getByText("This is not the current code.").waitFor();
    assert.match(page.url(), /\/app\/check-in\/[-\w]+$/);
    await page.route("**/lessons/*/check-in/", (route) => route.abort());
    await page.goto(stage.url + (await door<string>("check_in_address")));
    await page.getByText("The server cannot be reached.").waitFor();
    await page.unroute("**/lessons/*/check-in/");
    await page.reload();
    await page.getByText("You are in the register").waitFor();
    assert.equal(await door("presence"), "self");
  },
);

evening(
  "a child is told before recording that a parent has to allow it, and records once that is done",
  async ({ page }) => {
    const title = await give();
    await door("be_a_child");
    await open(page, title);
    await page.getByText("A parent has to allow recordings first").waitFor();
    assert.equal(await page.getByRole("button", { name: "Record", exact: true }).count(), 0);
    await door("allow");
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.getByRole("button", { name: "Record", exact: true }).waitFor();
    assert.equal(await page.getByText("A parent has to allow recordings first").count(), 0);
  },
);
