/** An enrolment day: thirty families at two desks, one with a keyboard, one with a phone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { closeDesks, fits, goTo, loseAnswer, meeting, openDesk, play, type Desk } from "./day-stage.ts";
import { stage } from "./stage.ts";

const told = stage as typeof stage & { staff: string; photo: string };
const FAMILIES = "/api/v1/auth/families/";

interface Family {
  first: string;
  last: string;
  mother?: string;
  phone?: string;
  group?: string;
}

const form = ({ page }: Desk) => page.getByRole("form", { name: "New pupil" });
const mother = (desk: Desk) => form(desk).getByRole("group", { name: "Parent 1" });
const pupil = (desk: Desk) => form(desk).getByRole("group", { name: "Pupil", exact: true });
const enrolButton = (desk: Desk) => form(desk).getByRole("button", { name: "Enrol" });

/** Fill in what the family says. The group comes first: people who are here already appear later, and move the form. */
async function write(desk: Desk, { first, last, mother: name, phone, group }: Family): Promise<void> {
  if (group) await choose(desk, group);
  await pupil(desk).getByLabel("First name").fill(first);
  await pupil(desk).getByLabel("Last name").fill(last);
  if (name) await mother(desk).getByLabel("First name").fill(name);
  if (name) await mother(desk).getByLabel("Last name").fill(last);
  if (phone) await mother(desk).getByLabel("Phone").fill(phone);
}

/** At the keyboard the list opens by an arrow. */
async function choose(desk: Desk, group: string): Promise<void> {
  const groups = form(desk).getByRole("combobox", { name: /^Group/ });
  if (isWide(desk)) await groups.press("ArrowDown");
  else await desk.press(groups);
  await desk.press(form(desk).getByRole("option", { name: group }));
  await desk.page.waitForFunction(([field, value]) => (field as HTMLInputElement).value === value, [
    await groups.elementHandle(),
    group,
  ] as const);
  await form(desk)
    .getByText(/free place/i)
    .waitFor();
}

/** Send the form: with Enter in a field, or by a tap. */
async function send(desk: Desk, keys: boolean): Promise<void> {
  if (keys) await pupil(desk).getByLabel("Last name").press("Enter");
  else await desk.press(enrolButton(desk));
}

const enrolled = ({ page }: Desk, { first, last }: Family) => page.getByText(`${first} ${last} is enrolled.`).waitFor();
const another = (desk: Desk) => desk.press(desk.page.getByRole("button", { name: "Enrol another one" }));

const isWide = ({ page }: Desk) => page.viewportSize()!.width > 360;

async function enrol(desk: Desk, family: Family, keys = isWide(desk)): Promise<void> {
  await write(desk, family);
  await send(desk, keys);
  await enrolled(desk, family);
}

/** Take the first payment: the bill comes by itself, the sum stands ready. */
async function pay(desk: Desk, { first, last }: Family, how: "Cash" | "Bank transfer", sum: string): Promise<void> {
  const { page } = desk;
  const spaced = sum.replace(" ", "\u00a0");
  await desk.press(page.getByRole("link", { name: "Take a payment" }).last());
  await page.getByText(`owes ${spaced}\u00a0soʻm`).waitFor();
  await page.getByRole("radio", { name: how }).check();
  assert.equal(await page.getByLabel("Amount").inputValue(), spaced);
  await desk.press(page.getByRole("button", { name: `Take ${spaced}` }));
  await desk.press(page.getByRole("dialog").getByRole("button", { name: `Take ${spaced}` }));
  await page.getByText(`${spaced}\u00a0soʻm taken for ${first} ${last}`).waitFor();
  await page.goBack();
  await form(desk).waitFor();
}

/** Open one's shift with an empty drawer. */
async function openShift(desk: Desk, name: string): Promise<void> {
  const { page } = desk;
  const card = page.getByRole("listitem").filter({ hasText: name });
  await desk.press(card.getByRole("button", { name: "Open a shift" }));
  await page.getByLabel("Cash in the drawer").fill("0");
  await page.getByLabel("Cash in the drawer").press("Enter");
  await page.getByText("Your shift is open.").waitFor();
}

/** Count the drawer in the evening: it is what it should be. */
async function closeShift(desk: Desk, name: string, sum: string): Promise<void> {
  const { page } = desk;
  await goTo(desk, "Cash desk", "Shifts");
  const card = page.getByRole("listitem").filter({ hasText: name });
  await card.getByText(`${sum.replaceAll(" ", "\u00a0")}\u00a0soʻm`).waitFor();
  await desk.press(card.getByRole("button", { name: "Close the shift" }));
  await page.getByLabel("Cash in the drawer").fill(sum);
  await page.getByLabel("Cash in the drawer").press("Enter");
  await page.getByText("The shift is closed.").waitFor();
  await page
    .getByRole("row", { name: new RegExp(name) })
    .getByText("agrees")
    .waitFor();
}

const phoneOf = (number: number) => `+99890111${String(2000 + number)}`;
const NAMES = [
  "Aziz",
  "Bobur",
  "Charos",
  "Diyor",
  "Elyor",
  "Feruza",
  "Gavhar",
  "Hilola",
  "Iroda",
  "Jamshid",
  "Kamron",
  "Lola",
  "Madina",
  "Nodir",
  "Oysha",
];
const KEYBOARD = NAMES.map((first, n): Family => ({
  first,
  last: "Qodirov",
  mother: "Zulfiya",
  phone: phoneOf(n),
  group: "A1 morning",
}));
const TOUCH = NAMES.map((first, n): Family => ({
  first,
  last: "Rustamov",
  mother: "Nargiza",
  phone: phoneOf(100 + n),
  group: "A2 evening",
}));
const family = (all: Family[], n: number): Family => all[n] as Family;
/** Known at both desks at once. */
const SHARED: Family = {
  first: "Shahzod",
  last: "Hamidov",
  mother: "Munisa",
  phone: phoneOf(500),
  group: "A1 morning",
};
const LATE: Family = { first: "Ulugbek", last: "Qodirov", mother: "Barno", phone: phoneOf(600), group: "B1 small" };

test("thirty families enrol at two desks on one day", async () => {
  const began = Date.now();
  const desks = await Promise.all([openDesk(told.login, "wide", "shifts"), openDesk(told.staff, "phone", "shifts")]);
  const [wide, phone] = desks as [Desk, Desk];
  const lastPlace = meeting(2);
  const sameFamily = meeting(2);
  const outcomes: boolean[] = [];

  /** Who came second sees beside the phone that it is taken, and that the family is here already. */
  const enrolShared = async (desk: Desk) => {
    await write(desk, SHARED);
    await sameFamily();
    await send(desk, false);
    const refusal = mother(desk).locator(".field", { hasText: "Phone" }).locator(".wrong");
    const done = desk.page.getByText("Shahzod Hamidov is enrolled.");
    await done.or(refusal).waitFor();
    outcomes.push(await done.isVisible());
    if (await done.isVisible()) return another(desk);
    await pupil(desk).getByRole("link", { name: "Shahzod Hamidov" }).waitFor();
    await mother(desk).getByRole("link", { name: "Munisa Hamidov" }).waitFor();
    await desk.press(pupil(desk).getByRole("link", { name: "Shahzod Hamidov" }));
    await desk.page.getByRole("heading", { level: 1, name: "Shahzod Hamidov" }).waitFor();
    await desk.page.goBack();
    await desk.press(form(desk).getByRole("button", { name: "Start anew" }));
    assert.equal(await pupil(desk).getByLabel("First name").inputValue(), "");
  };
  /** Both see one free place; one gets it, the other waits. */
  const enrolForLastPlace = async (desk: Desk, who: Family) => {
    await write(desk, { ...who, group: "B1 small" });
    await form(desk).getByText("1 free place").waitFor();
    await lastPlace();
    await send(desk, false);
    await desk.page
      .getByText(new RegExp(`^${who.first} ${who.last} is (enrolled|on the waiting list of B1 small)\\.$`))
      .waitFor();
    await another(desk);
  };

  const atKeyboard = async () => {
    await openShift(wide, "Front desk");
    await goTo(wide, "Pupils", "New pupil");
    const { page } = wide;

    await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.name === "first_name");
    const first = family(KEYBOARD, 0);
    await page.keyboard.type(first.first);
    await page.keyboard.press("Tab");
    await page.keyboard.type(first.last);
    await mother(wide).getByLabel("First name").focus();
    for (const text of ["Zulfiya", "Qodirova", first.phone ?? ""]) {
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    }
    await form(wide)
      .getByRole("combobox", { name: /^Group/ })
      .focus();
    await page.keyboard.press("ArrowDown");
    await form(wide).getByRole("option", { name: "A1 morning" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await form(wide)
      .getByRole("option", { name: "A1 morning", selected: false })
      .and(page.locator("[data-highlighted]"))
      .waitFor();
    await page.keyboard.press("Enter");
    await form(wide).getByText("16 free places").waitFor();
    await enrolButton(wide).press("Enter");
    await enrolled(wide, first);
    await pay(wide, first, "Cash", "450 000");

    await enrol(wide, family(KEYBOARD, 1));
    await pay(wide, family(KEYBOARD, 1), "Cash", "450 000");

    await pupil(wide).getByLabel("Date of birth").fill("2017-03-08");
    await form(wide).getByLabel("Recordings").check();
    await form(wide).getByLabel("Photo of the paper").setInputFiles(told.photo);
    await form(wide).getByLabel("Who signed").fill("Zulfiya Qodirova");
    await enrol(wide, family(KEYBOARD, 2));
    await another(wide);

    await write(wide, family(KEYBOARD, 3));
    await form(wide).getByLabel("Own price").fill("300 000");
    await form(wide).getByLabel("Why another price").fill("A family of five");
    await send(wide, true);
    await enrolled(wide, family(KEYBOARD, 3));
    await pay(wide, family(KEYBOARD, 3), "Cash", "300 000");

    await write(wide, { ...family(KEYBOARD, 4), phone: "12" });
    await send(wide, true);
    await mother(wide).locator(".field", { hasText: "Phone" }).locator(".wrong").waitFor();
    assert.equal(await mother(wide).locator(".wrong").count(), 1);
    await mother(wide)
      .getByLabel("Phone")
      .fill(family(KEYBOARD, 4).phone ?? "");
    await send(wide, true);
    await enrolled(wide, family(KEYBOARD, 4));
    await another(wide);

    const online = await loseAnswer(wide, `**${FAMILIES}`);
    await write(wide, family(KEYBOARD, 5));
    await send(wide, true);
    await page.getByText(/^No network\./).waitFor();
    await online();
    await enrolled(wide, family(KEYBOARD, 5));
    await another(wide);

    await write(wide, family(KEYBOARD, 6));
    await desk(page.getByRole("link", { name: "← Pupils" }));
    await page.getByRole("heading", { level: 1, name: "Pupils" }).waitFor();
    await page.goBack();
    await page.getByText("What you typed before is here again.").waitFor();
    assert.equal(await mother(wide).getByLabel("Phone").inputValue(), family(KEYBOARD, 6).phone);
    assert.equal(
      await form(wide)
        .getByRole("combobox", { name: /^Group/ })
        .inputValue(),
      "A1 morning",
    );
    await send(wide, true);
    await enrolled(wide, family(KEYBOARD, 6));
    await another(wide);

    await enrolForLastPlace(wide, family(KEYBOARD, 7));

    await write(wide, LATE);
    await form(wide).getByText("No free place: the pupil goes on the waiting list.").waitFor();
    await send(wide, true);
    await page.getByText("Ulugbek Qodirov is on the waiting list of B1 small.").waitFor();
    await another(wide);

    await enrol(wide, family(KEYBOARD, 9));
    await another(wide);
    await write(wide, { first: "Sitora", last: "Qodirov", phone: family(KEYBOARD, 9).phone ?? "" });
    await mother(wide).getByRole("button", { name: "Take this person" }).press("Enter");
    await mother(wide).getByText("Zulfiya Qodirov").waitFor();
    await choose(wide, "A1 morning");
    await send(wide, true);
    await enrolled(wide, { first: "Sitora", last: "Qodirov" });
    await another(wide);

    await enrol(wide, family(KEYBOARD, 10));
    await pay(wide, family(KEYBOARD, 10), "Bank transfer", "450 000");
    for (const n of [11, 12, 13]) {
      await enrol(wide, family(KEYBOARD, n));
      await another(wide);
    }
    await enrolShared(wide);
    await closeShift(wide, "Front desk", "1 200 000");
  };
  const desk = (target: Parameters<Desk["press"]>[0]) => wide.press(target);

  const byTouch = async () => {
    await openShift(phone, "Second desk");
    await goTo(phone, "Pupils", "New pupil");
    await write(phone, { first: "Asal", last: "Oripova", phone: "93 555 44 33" });
    await phone.press(mother(phone).getByRole("button", { name: "Take this person" }));
    await mother(phone).getByText("Gulnora Oripova").waitFor();
    await choose(phone, "A2 evening");
    await send(phone, false);
    await enrolled(phone, { first: "Asal", last: "Oripova" });
    await another(phone);

    await write(phone, family(TOUCH, 0));
    await form(phone).getByRole("radio", { name: "with a trial lesson" }).check();
    await send(phone, false);
    await enrolled(phone, family(TOUCH, 0));
    await another(phone);

    for (const [n, how] of [
      [1, "Cash"],
      [2, "Cash"],
      [3, "Bank transfer"],
    ] as const) {
      await enrol(phone, family(TOUCH, n));
      await pay(phone, family(TOUCH, n), how, "450 000");
    }
    await fits(phone);
    for (const n of [4, 5, 6]) {
      await enrol(phone, family(TOUCH, n));
      await another(phone);
    }
    await enrolForLastPlace(phone, family(TOUCH, 7));
    for (const n of [8, 9, 10, 11, 12, 13]) {
      await enrol(phone, family(TOUCH, n));
      await another(phone);
    }
    await enrolShared(phone);
    await closeShift(phone, "Second desk", "900 000");
  };

  await play(desks, () => Promise.all([atKeyboard(), byTouch()]));
  assert.deepEqual(outcomes.sort(), [false, true]);
  await closeDesks(desks, [
    `422 POST ${FAMILIES.replace("/api/v1", "")}`,
    `422 POST ${FAMILIES.replace("/api/v1", "")}`,
  ]);
  console.log(`the day took ${Math.round((Date.now() - began) / 100) / 10} s`);
});
