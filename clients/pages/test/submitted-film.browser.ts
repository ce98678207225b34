/** A film that a pupil handed in: the teacher, the pupil and the mother watch it. */

import { test } from "node:test";
import { phone, signIn, stage as told, until, type Stage } from "./stage.ts";

const stage = told as Stage & { homework: string; teacher: string; pupil: string; mother: string };

const PLACES = {
  teacher: `review/${stage.homework}`,
  pupil: `homework/${stage.homework}`,
  mother: `homework/${stage.homework}`,
} as const;

for (const [who, place] of Object.entries(PLACES)) {
  test(`the ${who} watches it`, async () => {
    const { page, close } = await phone(null);
    try {
      await page.goto(`${stage.url}/app/${place}`);
      await page.getByRole("button", { name: "English", exact: true }).click();
      await signIn(page, stage[who as keyof typeof PLACES]);
      await page.getByRole("button", { name: "Watch the film" }).click();
      await until(() => page.evaluate(() => (document.querySelector("video")?.currentTime ?? 0) > 1));
    } finally {
      await close();
    }
  });
}
