/** The one client of this tab, who is signed in, and in which language one speaks with them. */

import { createClient, memoryStore, NetworkError, type Answer, type ClientOptions, type KeyStore } from "@talim/client";
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

const options: ClientOptions = { url: location.origin, store: kept };
export const talim = createClient(options);

/** Who is signed in; undefined before that is known, null for nobody. */
export const person = new Store<Person | null | undefined>(undefined);
/** Why that cannot be known. */
export const stuck = new Store<unknown>(undefined);
/** The session ended while somebody was at work: they sign in again over the page, which stays as it is. */
export const interrupted = new Store<Person | null>(null);

/** Say it in this language from now on, here and on the server. */
export async function speak(language: Language): Promise<void> {
  await load(language);
  options.language = language;
  document.documentElement.lang = language;
  remember(LANGUAGE, language);
  const me = person.get();
  if (!me || (me.locale === language && kept.getItem(UNTOLD) !== me.id)) return;
  remember(UNTOLD, me.id);
  await tellLanguage();
}

/** The server hears of what was chosen here; until it has, each visit tries again, and each time there is a network. */
export async function tellLanguage(): Promise<void> {
  const chosen = firstLanguage();
  const me = person.get();
  if (!me || kept.getItem(UNTOLD) !== me.id) return;
  const told = await talim.api.patch("/auth/users/me/", { body: { locale: chosen } }).catch(() => undefined);
  if (!told || person.get()?.id !== me.id || chosen !== firstLanguage()) return;
  kept.removeItem(UNTOLD);
  remember(PERSON, JSON.stringify(told));
  person.set(told);
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
    const before = interrupted.get();
    if (before && before.id !== me.id) await beginAnew(before);
    else welcome(me);
  } catch (error) {
    stuck.set(error);
  }
}

function welcome(me: Person): void {
  interrupted.set(null);
  remember(PERSON, JSON.stringify(me));
  person.set(me);
  if (kept.getItem(UNTOLD) !== me.id) kept.removeItem(UNTOLD);
  if (kept.getItem(UNTOLD)) void tellLanguage();
  else if (me.locale !== document.documentElement.lang) void speak(me.locale);
  talim.realtime.start();
}

/** Another person signed in over the page: a new one, unless what the first one said would be lost with this. */
async function beginAnew(before: Person): Promise<void> {
  if (!holds(before.id)) return location.assign("/app/");
  await talim.session.logout();
  throw new PageError("unsent_here");
}

function lastHere(error: unknown): Person {
  const last = lastPerson();
  if (error instanceof NetworkError && last) return last;
  throw error;
}

/** Who was signed in here when the pages were open last. */
export function lastPerson(): Person | undefined {
  const last = talim.session.signedIn ? kept.getItem(PERSON) : null;
  return last ? (JSON.parse(last) as Person) : undefined;
}

function forget(): void {
  for (const name of [PERSON, UNTOLD]) kept.removeItem(name);
  interrupted.set(null);
  person.set(null);
}

/** Sign out here and in all tabs: they know by the person who is not kept any more that nobody is to come back. */
export async function leave(): Promise<void> {
  leaving = true;
  kept.removeItem(PERSON);
  if (kept.getItem("talim.push")) await quiet();
  await talim.session.logout();
  leaving = false;
}

/** No more messages to this browser. Without a network it is the server that ends them, with the session. */
async function quiet(): Promise<void> {
  const { switchOff } = await import("./push/push.ts");
  await Promise.race([switchOff().catch(() => undefined), new Promise((late) => setTimeout(late, PATIENCE))]);
}

/** How long (ms) a sign-out waits for the browser's push service. */
const PATIENCE = 3_000;
let leaving = false;
talim.session.onSignedOut(() => {
  const me = person.get();
  if (me && !leaving && kept.getItem(PERSON)) interrupted.set(me);
  else forget();
});
