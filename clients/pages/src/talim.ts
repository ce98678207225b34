/** The one client of this tab, who is signed in, and in which language one speaks with them. */

import { createClient, memoryStore, NetworkError, type Answer, type ClientOptions, type KeyStore } from "@talim/client";
import { timed } from "./clock.ts";
import { PageError } from "./errors.ts";
import { holds } from "./recording/memory.ts";
import { Store } from "./store.ts";
import { LANGUAGES, load, type Language } from "./words/index.ts";

export type Person = Answer<"/auth/users/me/", "get">;

const LANGUAGE = "talim.language";
const PERSON = "talim.person";
/** Who chose a language here that the server has not heard of yet. */
const UNTOLD = "talim.language.untold";

/** What is kept between visits; where the browser keeps nothing, it ends with the page. */
export const kept: KeyStore = (() => {
  try {
    localStorage.getItem(LANGUAGE);
    return localStorage;
  } catch {
    return memoryStore();
  }
})();

/** Keep it between visits where the browser has room for it; else nothing happens. */
export function remember(name: string, value: string): void {
  try {
    kept.setItem(name, value);
  } catch {
    return;
  }
}

const options: ClientOptions = { url: location.origin, store: kept, fetch: timed };
export const talim = createClient(options);

/** Who is signed in; undefined before that is known, null for nobody. */
export const person = new Store<Person | null | undefined>(undefined);
/** Why that cannot be known. */
export const stuck = new Store<unknown>(undefined);
/** The session ended while somebody was at work: they sign in again over the page, which stays as it is. */
export const interrupted = new Store<Person | null>(null);

/** Say it in this language from now on, here and on the server, unless another was chosen before its words were here. */
export async function speak(language: Language): Promise<void> {
  if (!(await load(language))) return;
  options.language = language;
  document.documentElement.lang = language;
  remember(LANGUAGE, language);
  const me = person.get();
  if (!me || (me.locale === language && kept.getItem(UNTOLD) !== me.id)) return;
  remember(UNTOLD, me.id);
  await tellLanguage();
}

let told: Promise<void> = Promise.resolve();

/**
 * The server hears of what was chosen here; until it has, each visit tries again, and each time there is a network. One
 * after the other: of two on their way at once the first could be the last to arrive.
 */
export function tellLanguage(): Promise<void> {
  told = told.then(tell);
  return told;
}

async function tell(): Promise<void> {
  const chosen = firstLanguage();
  const me = person.get();
  if (!me || kept.getItem(UNTOLD) !== me.id) return;
  const answer = await talim.api.patch("/auth/users/me/", { body: { locale: chosen } }).catch(() => undefined);
  if (!answer || person.get()?.id !== me.id || chosen !== firstLanguage()) return;
  kept.removeItem(UNTOLD);
  remember(PERSON, JSON.stringify(answer));
  person.set(answer);
}

/** The language to begin with: the one that was chosen here, else the browser's, else Uzbek. */
export function firstLanguage(): Language {
  const wanted = [kept.getItem(LANGUAGE) ?? "", ...navigator.languages.map((one) => one.slice(0, 2))];
  return wanted.find((one): one is Language => one in LANGUAGES) ?? "uz";
}

/**
 * Learn who is signed in, and listen to what happens to them. Without a network it is who was here last. They are
 * welcomed once `ready` is done.
 */
export async function recognise(ready?: Promise<void>): Promise<void> {
  if (!talim.session.signedIn) return forget();
  stuck.set(undefined);
  try {
    const me = await talim.api.get("/auth/users/me/", navigator.onLine ? {} : { retries: 0 }).catch(lastHere);
    await ready;
    if (await replaced(me)) return await recognise(ready);
    welcome(me);
  } catch (error) {
    stuck.set(error);
  }
}

/** Whether another tab has signed this person out meanwhile, or another one in: then the tokens are theirs from now on. */
async function replaced(me: Person): Promise<boolean> {
  const { signedIn, owner = me.id } = talim.session;
  if (signedIn && owner === me.id) return false;
  await talim.session.renew();
  return true;
}

function welcome(me: Person): void {
  whose = me.id;
  talim.session.only(whose);
  interrupted.set(null);
  remember(PERSON, JSON.stringify(me));
  person.set(me);
  if (kept.getItem(UNTOLD) !== me.id) kept.removeItem(UNTOLD);
  if (kept.getItem(UNTOLD)) void tellLanguage();
  else if (me.locale !== document.documentElement.lang) void speak(me.locale).catch(() => undefined);
  talim.realtime.start();
}

/** Who this page was for until now, since it was loaded. */
let whose: string | undefined;

/** This person has just signed in on the page, which goes on with who was here before; for anybody else it begins anew. */
export async function comeIn(me: Pick<Person, "id">): Promise<void> {
  if (whose === undefined || whose === me.id) return recognise();
  const before = interrupted.get();
  if (!before || !holds(before.id)) return location.assign("/app/");
  await talim.session.logout(me.id);
  throw new PageError("unsent_here");
}

function lastHere(error: unknown): Person {
  const last = lastPerson();
  if (error instanceof NetworkError && last) return last;
  throw error;
}

/** Who was here when the pages were open last, if it is their session that is kept. */
export function lastPerson(): Person | undefined {
  const last = JSON.parse(kept.getItem(PERSON) ?? "null") as Person | null;
  return last && last.id === talim.session.owner ? last : undefined;
}

/** Nobody is here any more. What the device knows of who signed in elsewhere since then stays. */
function forget(): void {
  if (!elsewhere()) for (const name of [PERSON, UNTOLD]) kept.removeItem(name);
  interrupted.set(null);
  person.set(null);
}

/** Another person than the one on this page has signed in, in another tab. */
function elsewhere(): boolean {
  const [{ owner }, me] = [talim.session, person.get()];
  return Boolean(me && owner) && owner !== me?.id;
}

/**
 * Sign out here and in all tabs of this person: nobody is to come back to them. Who has signed in before the server has
 * answered stays.
 */
export async function leave(): Promise<void> {
  const me = person.get();
  if (kept.getItem("talim.push") && !elsewhere()) await quiet();
  await talim.session.logout();
  if (me && person.get() === me) forget();
}

/** No more messages to this browser. Without a network it is the server that ends them, with the session. */
async function quiet(): Promise<void> {
  const { switchOff } = await import("./push/push.ts");
  await Promise.race([switchOff().catch(() => undefined), new Promise((late) => setTimeout(late, PATIENCE))]);
}

/** How long (ms) a sign-out waits for the browser's push service. */
const PATIENCE = 3_000;
talim.session.onSignedOut((why) => {
  const me = person.get();
  if (me && why !== "left") interrupted.set(me);
  else if (why !== "taken") forget();
});
