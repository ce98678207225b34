/** A new branch and a new colleague with a role cut for her: from her invitation to the end of her last session. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { closeDesks, openBrowser, openDesk, play, type Desk } from "./day-stage.ts";
import { asked, card, pick, showWhoOneIs } from "./money-stage.ts";
import { door, signIn, stage } from "./stage.ts";

const told = stage as typeof stage & { staff: string; pupil: string };
const INVITED = "sevara.new@example.uz";
const MISSING = "This page does not exist.";

const sideBar = ({ page }: Desk) => page.getByRole("navigation", { name: "All pages" });
const menu = async (desk: Desk, area: string, name: string) => {
  const link = sideBar(desk).getByRole("link", { name, exact: true });
  if (!(await link.isVisible())) await desk.press(sideBar(desk).getByRole("button", { name: area, exact: true }));
  await desk.press(link);
  await desk.page.getByRole("heading", { level: 1 }).getByText(name).waitFor();
};
const notice = ({ page }: Desk, text: string | RegExp) => page.getByText(text).first().waitFor();
const button = (desk: Desk, name: string) => desk.press(card(desk.page).getByRole("button", { name, exact: true }));
const heading = ({ page }: Desk, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();

/** What the search of everything finds for this. */
async function search({ page }: Desk, text: string, end: RegExp): Promise<string[]> {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Find" });
  await palette.getByRole("combobox").fill(text);
  await palette.getByRole("status").getByText(end).waitFor();
  const found = await palette.getByRole("option").allInnerTexts();
  await page.keyboard.press("Escape");
  return found.map((option) => option.split("\n")[0] ?? "");
}

/** Whether somebody of this name is among the pupils. */
async function findsPupil(desk: Desk, name: string): Promise<boolean> {
  await menu(desk, "Pupils", "Pupils");
  await desk.page.getByRole("searchbox").fill(name);
  const row = desk.page.getByRole("row", { name: new RegExp(name) });
  await row.or(desk.page.getByText("Nothing found.")).first().waitFor();
  return row.isVisible();
}

test("a colleague works in a new branch with a role cut for her, which is cut further, until she is switched off", async () => {
  const began = Date.now();
  const desks = await Promise.all([
    openDesk(told.login, "wide", "branches"),
    openBrowser("wide"),
    openDesk(told.staff, "wide", "groups"),
  ]);
  const [admin, colleague, other] = desks as [Desk, Desk, Desk];

  const prepare = async () => {
    const { page, press } = admin;
    await press(page.getByRole("button", { name: "New branch" }));
    await card(page).getByLabel("Name").fill("Yunusobod");
    await button(admin, "Save");
    await page.getByRole("row", { name: /Yunusobod/ }).waitFor();

    await menu(admin, "Groups", "Rooms");
    await press(page.getByRole("button", { name: "New room" }));
    await card(page).getByLabel("Name").fill("12");
    await card(page).getByLabel("Seats").fill("10");
    await card(page).getByLabel("Branch").selectOption({ label: "Yunusobod" });
    await button(admin, "Save");
    await page.getByRole("region", { name: /^12/ }).waitFor();

    await menu(admin, "Cash desk", "Shifts");
    await press(page.getByRole("button", { name: "New cash desk" }));
    await card(page).getByLabel("Name of the cash desk").fill("New desk");
    await card(page).getByLabel("Branch").selectOption({ label: "Yunusobod" });
    await button(admin, "Save");
    await page.getByRole("listitem").filter({ hasText: "New desk" }).waitFor();

    await menu(admin, "People", "Roles");
    await press(page.getByRole("button", { name: "New role" }));
    await card(page).getByRole("group", { name: "Name of the role" }).getByLabel("English").fill("Manager without pay");
    await card(page).getByLabel("Start from the rights of").selectOption({ label: "Manager" });
    await press(card(page).locator("summary", { hasText: /^Pay/ }));
    await press(card(page).getByRole("group", { name: "Pay", exact: true }).getByRole("button", { name: "None" }));
    await button(admin, "Save");
    await showWhoOneIs(page);
    await page.getByRole("button", { name: "Manager without pay" }).waitFor();

    await menu(admin, "People", "Invitations");
    await press(page.getByRole("button", { name: "Invite" }));
    await card(page).getByLabel("E-mail or phone").fill(INVITED);
    await card(page).getByLabel("Role").selectOption({ label: "Manager without pay" });
    await card(page).getByRole("checkbox", { name: "Yunusobod" }).check();
    await button(admin, "Invite");
    await notice(admin, "The invitation is sent.");
  };

  const join = async () => {
    const { page, press } = colleague;
    await page.goto(await door<string>("link", { address: INVITED, page: "invitation" }));
    await heading(colleague, "You are invited");
    await page.getByLabel("First name").fill("Sevara");
    await page.getByLabel("Last name").fill("Olimova");
    await page.getByLabel("Your new password").fill(stage.password);
    await press(page.getByRole("button", { name: "Join" }));
    await press(page.getByRole("button", { name: "Go to sign-in" }));
    await signIn(page, INVITED);
    await sideBar(colleague).waitFor();

    await press(sideBar(colleague).getByRole("button", { name: "People" }));
    await sideBar(colleague).getByRole("link", { name: "Teachers and staff" }).waitFor();
    for (const name of ["Pay", "Rates", "Roles"]) {
      assert.equal(await sideBar(colleague).getByRole("link", { name, exact: true }).count(), 0);
    }
    const found = await search(colleague, "pay", /^Found/);
    assert.ok(found.includes("Take a payment") && !found.includes("Pay"), String(found));
    for (const address of ["pay", "rates", "no-such-page"]) {
      await page.goto(`${stage.url}/app/${address}`);
      await heading(colleague, MISSING);
    }
  };

  const giveDesk = async () => {
    const { page, press } = admin;
    await menu(admin, "Cash desk", "Shifts");
    await press(page.getByRole("button", { name: "Edit: New desk" }));
    await pick(card(page), "Keeper", "Sevara");
    await button(admin, "Save");
    await page.getByRole("listitem").filter({ hasText: "New desk" }).getByText("Sevara Olimova").waitFor();
  };

  const work = async () => {
    const { page, press } = colleague;
    await menu(colleague, "Groups", "Groups");
    await press(page.getByRole("button", { name: "New group" }));
    const group = card(page);
    await group.getByLabel("Name", { exact: true }).fill("B1 new");
    await pick(group, "Course", "English A2");
    await pick(group, "Teacher", "Nodira");
    assert.equal(await group.getByLabel("Branch").count(), 0);
    await group.getByLabel("Price per month").fill("450 000");
    await press(group.getByRole("button", { name: "Add lessons" }));
    for (const day of ["Mon", "Thu"]) await group.getByLabel(day, { exact: true }).check();
    await group.getByRole("combobox", { name: "Room" }).fill("2");
    await group.getByRole("option", { name: "12" }).waitFor();
    assert.equal(await group.getByRole("option", { name: "204" }).count(), 0);
    await press(group.getByRole("option", { name: "12" }));
    await group.getByRole("button", { name: "Create the group" }).press("Enter");
    await notice(colleague, "B1 new is created.");
    await page.keyboard.press("Escape");
    await page.getByRole("row", { name: /B1 new/ }).waitFor();
    assert.equal(await page.getByRole("row", { name: /A2 morning/ }).count(), 0);

    await menu(colleague, "Cash desk", "Shifts");
    assert.equal(await page.getByRole("listitem").filter({ hasText: "Old desk" }).count(), 0);
    await press(
      page.getByRole("listitem").filter({ hasText: "New desk" }).getByRole("button", { name: "Open a shift" }),
    );
    await card(page).getByLabel("Cash in the drawer").fill("0");
    await page.keyboard.press("Enter");
    await notice(colleague, "Your shift is open.");

    await menu(colleague, "Pupils", "New pupil");
    const form = page.getByRole("form", { name: "New pupil" });
    const pupil = form.getByRole("group", { name: "Pupil", exact: true });
    await pupil.getByLabel("First name").fill("Kamola");
    await pupil.getByLabel("Last name").fill("Yangiyeva");
    await pick(form, "Group", "B1 new");
    await press(form.getByRole("button", { name: "Enrol" }));
    await notice(colleague, "Kamola Yangiyeva is enrolled.");
    await press(page.getByRole("link", { name: "Take a payment" }).last());
    await page.getByLabel("Amount").fill("450 000");
    await page.getByRole("radio", { name: "Cash" }).check();
    await press(page.getByRole("button", { name: /^Take 450/ }));
    await press(asked(page).getByRole("button", { name: /^Take 450/ }));
    await notice(colleague, /450.000.soʻm taken for Kamola Yangiyeva/);

    await menu(colleague, "Cash desk", "Shifts");
    await press(page.getByRole("button", { name: "Close the shift" }));
    await card(page).getByLabel("Cash in the drawer").fill("450 000");
    await page.keyboard.press("Enter");
    await notice(colleague, "The shift is closed.");
  };

  /** Each has her own branch: in lists, in the search, and at a typed address. */
  const lookAround = async () => {
    assert.deepEqual([await findsPupil(colleague, "Kamola"), await findsPupil(colleague, "Jasur")], [true, false]);
    assert.deepEqual(await search(colleague, "Jasur", /^Nothing found/), []);
    await colleague.page.goto(`${stage.url}/app/pupils/${told.pupil}`);
    await colleague.page.getByRole("alert").getByText("This no longer exists.").waitFor();

    const made = await door<string>("made");
    await other.page.reload();
    await other.page.getByRole("row", { name: /A2 morning/ }).waitFor();
    assert.equal(await other.page.getByRole("row", { name: /B1 new/ }).count(), 0);
    assert.deepEqual([await findsPupil(other, "Jasur"), await findsPupil(other, "Kamola")], [true, false]);
    await menu(other, "Cash desk", "Shifts");
    await other.page.getByRole("listitem").filter({ hasText: "Old desk" }).waitFor();
    assert.equal(await other.page.getByText("New desk").count(), 0);
    await other.page.goto(`${stage.url}/app/groups/${made}`);
    await other.page.getByRole("alert").getByText("This no longer exists.").waitFor();
  };

  /** Her page is open meanwhile: she signs in again, and it is gone like all that she may no longer do. */
  const cutFurther = async () => {
    const { page, press } = admin;
    await menu(colleague, "Cash desk", "Receipts");
    await colleague.page.getByRole("row", { name: /Kamola/ }).waitFor();
    await menu(admin, "People", "Roles");
    await press(page.getByRole("button", { name: "Manager without pay" }));
    await card(page).getByText("1 person with this role will be signed out").waitFor();
    await press(card(page).locator("summary", { hasText: /^Money/ }));
    await press(card(page).getByRole("group", { name: "Money", exact: true }).getByRole("button", { name: "None" }));
    await button(admin, "Save");
    await notice(admin, "Saved.");

    const again = colleague.page.getByRole("dialog", { name: /^Please sign in again/ });
    await again.waitFor();
    await signIn(colleague.page, INVITED);
    await heading(colleague, MISSING);
    assert.equal(await sideBar(colleague).getByRole("button", { name: "Cash desk" }).count(), 0);
    await menu(colleague, "Groups", "Groups");
    await colleague.page.getByRole("row", { name: /B1 new/ }).waitFor();
  };

  const switchOff = async () => {
    const { page, press } = admin;
    await menu(admin, "People", "Teachers and staff");
    await press(page.getByRole("button", { name: /Olimova/ }));
    await button(admin, "Switch off");
    await button(admin, "Switch off");
    await notice(admin, "Sevara cannot sign in any more.");

    const again = colleague.page.getByRole("dialog", { name: /^Please sign in again/ });
    await again.waitFor();
    await signIn(colleague.page, INVITED);
    await again.getByText("This name and password do not fit together.").waitFor();
    await colleague.press(again.getByRole("button", { name: "Sign out and start again" }));
    await heading(colleague, "Welcome");
  };

  await play(desks, async () => {
    await prepare();
    await join();
    await giveDesk();
    await work();
    await lookAround();
    await cutFurther();
    await switchOff();
  });
  await closeDesks(desks, [
    "401 POST /auth/login/",
    "401 POST /auth/refresh/",
    "401 POST /auth/refresh/",
    "403 POST /auth/roles/",
    "404 GET /auth/users/…/",
    "404 GET /courses/groups/…/",
  ]);
  console.log(`the day took ${Math.round((Date.now() - began) / 100) / 10} s`);
});
