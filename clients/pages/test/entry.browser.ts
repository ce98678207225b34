/** The ways in that begin with a letter: a new password, a proved address, an invitation. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { as, told } from "./family-stage.ts";
import { at, door, phone, stage } from "./stage.ts";

const { factored, newcomer, invited, learners } = told as typeof told & {
  factored: string;
  newcomer: string;
  invited: string;
  learners: [string, string, string];
};
const FRESH = "tog'dagi-archa-2027";

const linkTo = (address: string, page: string) => door<string>("link", { address, page });
const button = (page: Page, name: string) => page.getByRole("button", { name });

async function signInAs(page: Page, login: string, password: string): Promise<void> {
  await button(page, "Go to sign-in").click();
  await page.getByLabel("E-mail or phone number").fill(login);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await button(page, "Sign in").click();
  await page.getByRole("navigation").getByRole("link", { name: "Today" }).waitFor();
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
    await page.getByText("Your password is changed").waitFor();
    assert.equal(page.url(), `${stage.url}/app/password-reset`);
    assert.ok(served.length > 2);

    await page.goto(await linkTo(stage.login, "password-reset"));
    await page.getByLabel("Your new password").fill(`${FRESH}-2`);
    await button(page, "Set the password").click();
    await page.getByRole("alert").waitFor();
    await button(page, "Ask for another code").click();
    await page.getByRole("link", { name: "Go to sign-in" }).click();
    await page.getByLabel("E-mail or phone number").fill(stage.login);
    await page.getByLabel("Password", { exact: true }).fill(FRESH);
    await button(page, "Sign in").click();
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).waitFor();
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
    await page.getByText("Your password is changed").waitFor();
  });
});

test("who has a second factor comes in with the code of this moment; a wrong one gets its own sentence", async () => {
  await at("/app/", async ({ page }) => {
    const name = async () => {
      await page.getByLabel("E-mail or phone number").fill(factored);
      await page.getByLabel("Password", { exact: true }).fill(stage.password);
      await button(page, "Sign in").click();
    };
    const code = page.getByLabel("The code from your app");
    await name();
    await code.waitFor();
    assert.equal(await code.inputValue(), "");
    assert.ok(await code.evaluate((field) => field === document.activeElement), "the code can be typed at once");
    await code.fill("not a code");
    await button(page, "Check").click();
    await page.getByRole("alert").getByText("This code is not the right one.").waitFor();
    await button(page, "Another name").click();
    await page.getByLabel("E-mail or phone number").waitFor();
    assert.equal(await page.getByRole("alert").count(), 0, "a wrong code says nothing about a name");
    await name();
    const now = await door<string>("second_factor");
    await code.fill(`${now.slice(0, 3)} ${now.slice(3)}`);
    await button(page, "Check").click();
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).waitFor();
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

async function signUp(page: Page, login: string, first: string, last: string): Promise<void> {
  await page.getByRole("link", { name: "New here? Sign up" }).click();
  await page.getByLabel("First name").fill(first);
  await page.getByLabel("Last name").fill(last);
  await page.getByLabel("E-mail or phone number").fill(login);
  await page.getByLabel("Your new password").fill(FRESH);
  await button(page, "Sign up").click();
  await page.getByText(`A code is on its way to ${login}.`).waitFor();
}

test("who wants to learn signs up with a code, also after the page was closed meanwhile", async () => {
  const [login] = learners;
  await at("/app/", async ({ page }) => {
    await signUp(page, login, "Malika", "Toshova");
    await page.getByLabel("The code of six digits").fill("000000");
    await button(page, "Confirm").click();
    await page.getByRole("alert").waitFor();
    await page.goto(`${stage.url}/app/`);
    await page.getByRole("link", { name: "New here? Sign up" }).click();
    await page.getByText(`A code is on its way to ${login}.`).waitFor();
    await page.getByLabel("The code of six digits").fill(await door<string>("code", { address: login }));
    await button(page, "Confirm").click();
    await page.getByText("Welcome! Your account is there").waitFor();
    await signInAs(page, login, FRESH);
  });
});

test("the letter's link does as well on the device where somebody signed up", async () => {
  const [, login] = learners;
  await at("/app/", async ({ page }) => {
    await signUp(page, login, "Otabek", "");
    await page.goto(await linkTo(login, "verify-email"));
    await button(page, "It is mine").click();
    await page.getByText("This address is yours").waitFor();
    await signInAs(page, login, FRESH);
  });
});

test("who comes too late with the letter's link gets another code for the sign-up that waits here", async () => {
  const [, , login] = learners;
  await at("/app/", async ({ page }) => {
    await signUp(page, login, "Sevara", "");
    const late = await door<string>("code", { address: login });
    const link = await linkTo(login, "verify-email");
    await door("age", { address: login });
    await page.goto(link);
    await button(page, "It is mine").click();
    await page.getByRole("alert").waitFor();
    await button(page, "Ask for another code").click();
    await page.getByLabel("E-mail or phone number").fill(login.toUpperCase());
    await button(page, "Send me a code").click();
    const code = await door<string>("code", { address: login, beside: late });
    await page.getByLabel("The code of six digits").fill(code);
    await button(page, "It is mine").click();
    await page.getByText("This address is yours").waitFor();
    await signInAs(page, login, FRESH);
  });
});

test("a server that does not say whether one may sign up hides no way there, and its page asks again", async () => {
  await at("/app/", async ({ page }) => {
    await page.route("**/settings/public/", (route) => route.fulfill({ status: 500, json: {} }));
    await page.reload();
    await page.getByRole("link", { name: "New here? Sign up" }).click();
    await page.getByRole("alert").waitFor();
    await page.unroute("**/settings/public/");
    await button(page, "Try again").click();
    await page.getByLabel("First name").waitFor();
  });
});

test("where the centre lets nobody sign up, nothing leads there, and the page says where to ask", async () => {
  await door("close");
  await at("/app/", async ({ page }) => {
    await page.getByText("New here? Sign up").waitFor({ state: "detached" });
    await page.goto(`${stage.url}/app/sign-up`);
    await page.getByText("You cannot sign up here.").waitFor();
    assert.equal(await page.getByLabel("First name").count(), 0);
  });
});

test("who is signed in already opens a letter's page too, and nothing asks them to sign in again over it", async () => {
  await at("/app/", async ({ page }) => {
    await page.getByLabel("E-mail or phone number").fill(told.staff);
    await page.getByLabel("Password", { exact: true }).fill(stage.password);
    await button(page, "Sign in").click();
    await page.getByRole("navigation").getByRole("link", { name: "Today" }).waitFor();
    await page.goto(`${stage.url}/invitation`);
    await page.getByLabel("The code of the invitation").waitFor();
    assert.equal(await page.getByRole("navigation").count(), 0);
  });
});

test("where the words cannot be fetched, a sentence in three languages says so, and a button tries again", async () => {
  const { page, complaints, close } = await phone(null);
  try {
    const shell = await (await fetch(`${stage.url}/app/`)).text();
    await page.route("**/static/pages/*.js", (route) => {
      const name = new URL(route.request().url()).pathname;
      return shell.includes(name) ? route.continue() : route.abort();
    });
    await page.goto(`${stage.url}/app/`);
    for (const said of ["Sahifalar yuklanmadi.", "Страницы не загрузились.", "The pages could not be fetched."]) {
      await page.getByText(said).waitFor();
    }
    await page.unroute("**/static/pages/*.js");
    await button(page, "Try again").click();
    await button(page, "Sign in").waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});
