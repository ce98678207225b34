/** The pictures of the README: a pupil's and a parent's phone, the teacher's group, the wall while somebody records, the office's desk. */

import { test } from "node:test";
import { calm, centre, pageOf, pathOf, personCalled, signIn, speak } from "./looks-stage.ts";

test("the README's pictures", async () => {
  const [pupil, teacher] = [personCalled("pupil"), personCalled("teacher")];
  const phone = await pageOf({ width: 360, height: 720 }, { deviceScaleFactor: 1.5 });
  const rest = calm(phone);
  await signIn(phone, pupil);
  await speak(phone, "en");
  await phone.goto(`${centre.url}/app/`);
  await phone.locator(".card.first").waitFor();
  await rest();
  await phone.screenshot({ path: `${centre.screens}/readme-path.png` });
  await phone.goto(`${centre.url}/app/${pathOf(pupil, "words")}`);
  await phone.locator(".wave").waitFor();
  await rest();
  await phone.locator("p:has(+ .words)").evaluate((help) => help.scrollIntoView());
  await phone.screenshot({ path: `${centre.screens}/readme-words.png` });

  const desk = await pageOf({ width: 1200, height: 960 });
  const calmDesk = calm(desk);
  await signIn(desk, teacher);
  await speak(desk, "en");
  await desk.goto(`${centre.url}/app/${pathOf(teacher, "group")}`);
  await desk.locator("main h1").waitFor();
  await calmDesk();
  await desk.screenshot({ path: `${centre.screens}/readme-group.png`, clip: { x: 0, y: 0, width: 1200, height: 800 } });
  await desk.goto(`${centre.url}/app/${pathOf(teacher, "wall")}`);
  await desk.locator(".departures tbody tr").first().waitFor();
  await phone.goto(`${centre.url}/app/`);
  await phone.locator(".card.first").click();
  await phone.locator("button.record").click();
  await desk.locator(".lit.recording").waitFor();
  await desk.locator("tr.glows").waitFor({ state: "detached" });
  await desk.screenshot({ path: `${centre.screens}/readme-wall.png` });
});

test("the README's picture of a parent", async () => {
  const phone = await pageOf({ width: 360, height: 720 }, { deviceScaleFactor: 1.5 });
  const rest = calm(phone);
  await signIn(phone, personCalled("parent"));
  await speak(phone, "en");
  await phone.goto(`${centre.url}/app/`);
  await phone.locator("main h1").waitFor();
  await rest();
  await phone.screenshot({ path: `${centre.screens}/readme-parent.png` });
});

test("the README's pictures of the office", async () => {
  const office = personCalled("office");
  const desk = await pageOf({ width: 1280, height: 800 });
  const rest = calm(desk);
  await signIn(desk, office);
  await speak(desk, "en");
  for (const name of ["till", "card", "timetable"]) {
    await desk.goto(`${centre.url}/app/${pathOf(office, name)}`);
    await desk.locator("main h1").waitFor();
    await rest();
    await rest();
    await desk.screenshot({ path: `${centre.screens}/readme-${name}.png` });
  }
});
