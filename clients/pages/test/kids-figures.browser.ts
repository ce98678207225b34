/** Whether lists help small children, on the page of figures: sentences and tables, on a desk and on a phone. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isTidy } from "./course-life-stage.ts";
import { stage } from "./stage.ts";
import { PHONE, sit } from "./teacher-stage.ts";

for (const [device, size] of Object.entries({ desk: undefined, phone: PHONE })) {
  test(`a manager reads on a ${device} whether the lists help`, async () => {
    const { page, complaints, close } = await sit(stage.login, "analytics", size);
    const section = page.getByRole("region", { name: "Kindergarten: do the lists help?" });
    await section.getByText("was greater by 0.10").waitFor();
    await section.getByText("Weeks of children: 200; it is decided from 200.").waitFor();
    await section.getByRole("region", { name: "Lists by what children can do" }).getByText("0.30").first().waitFor();
    await section
      .getByText("the right one had the higher chance 71 times of 100, by the mean of the class 58 times.")
      .waitFor();
    await section.getByRole("region", { name: "How good the next answer is predicted" }).getByText("0.520").waitFor();
    await isTidy(page);
    assert.deepEqual(complaints, []);
    await close();
  });
}
