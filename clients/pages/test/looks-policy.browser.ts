/** Every page of the office lives under its Content-Security-Policy. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { calm, centre, pageOf, personCalled, signIn } from "./looks-stage.ts";

test("no page of the office asks for what its policy forbids", async () => {
  const page = await pageOf({ width: 1280, height: 800 });
  const forbidden: string[] = [];
  page.on("pageerror", (error) => forbidden.push(`${page.url()}: ${error}`));
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text()))
      forbidden.push(`${page.url()}: ${message.text()}`);
  });
  const rest = calm(page);
  await signIn(page, personCalled("office"));
  const closed = page.locator(".side-bar [aria-expanded=false]");
  while (await closed.count()) await closed.first().click();
  const bar = page.locator(".side-bar a");
  const addresses = await bar.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  assert.ok(addresses.length > 10, `${addresses.length} pages`);
  for (const address of addresses) {
    await page.goto(address);
    await page.locator("main h1").waitFor();
    await rest();
    assert.ok(address.startsWith(centre.url));
  }
  assert.deepEqual(forbidden, []);
});
